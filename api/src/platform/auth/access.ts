import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Permission, TicketPermission } from '@felles/domain';

export type TicketActName = TicketPermission extends `${string}:${infer Act}` ? Act : never;

/** What a route demands before its handler runs. */
export type Access =
  | { kind: 'open' }
  | { kind: 'permission'; permission: Permission }
  | { kind: 'ticket'; act: TicketActName }
  | { kind: 'collector' };

export const accessKey = 'felles:access';

/** Open without a session. The list of such routes is committed; a new one fails a test. */
export const OpenToAll = () => SetMetadata(accessKey, { kind: 'open' } satisfies Access);

/** Needs this permission in at least one organisation. */
export const RequirePermission = (permission: Permission) =>
  SetMetadata(accessKey, { kind: 'permission', permission } satisfies Access);

/** Needs to be able to do this to some ticket; the service asks again about the ticket itself. */
export const RequireTicketAct = (act: TicketActName) =>
  SetMetadata(accessKey, { kind: 'ticket', act } satisfies Access);

/**
 * Needs the token of a collector, which opens nothing else; nobody's session and no person's token opens it. Who sends is
 * asked before a byte of the body is read (app.ts), as these routes take large ones.
 * @param bodyLimit bytes.
 */
export const RequireCollector = (bodyLimit: number) =>
  applyDecorators(
    SetMetadata(accessKey, { kind: 'collector' } satisfies Access),
    RouteConfig({ collector: true, bodyLimit }),
  );
