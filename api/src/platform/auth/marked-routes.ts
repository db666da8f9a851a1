import type { INestApplication, Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { accessKey, type Access } from './access.js';

export interface MarkedRoute {
  method: string;
  path: string;
  access: Access | undefined;
  handler: string;
}

// Nest's own order of RequestMethod
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD'];

/** Every route of every controller with what it demands, from Nest's own tables. */
export function routesOf(app: INestApplication): MarkedRoute[] {
  const discovery = new DiscoveryService(app.get(ModulesContainer));
  const scanner = new MetadataScanner();
  return discovery.getControllers().flatMap(({ metatype }) => {
    const controller = metatype as Type<object>;
    const prefix = String(Reflect.getMetadata('path', controller) ?? '');
    return scanner.getAllMethodNames(controller.prototype as object).flatMap((name) => {
      const handler = (controller.prototype as Record<string, object>)[name]!;
      const suffix = Reflect.getMetadata('path', handler) as string | undefined;
      if (suffix === undefined) return [];
      const method = methods[Number(Reflect.getMetadata('method', handler))] ?? '?';
      const path = `/${[prefix, suffix]
        .map((part) => part.replace(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/')}`;
      return [
        {
          method,
          path,
          access: Reflect.getMetadata(accessKey, handler) as Access | undefined,
          handler: `${controller.name}.${name}`,
        },
      ];
    });
  });
}

/** @throws Error naming the routes that say nothing about who may use them. */
export function assertEveryRouteMarked(app: INestApplication): void {
  const unmarked = routesOf(app).filter((route) => !route.access);
  if (unmarked.length > 0)
    throw new Error(`routes without a permission: ${unmarked.map((route) => route.handler).join(', ')}`);
}
