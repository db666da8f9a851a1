import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from './problem-error.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id in the address. What is no id names nothing, so the answer is the same as for an unknown one. */
export const IdParam = createParamDecorator((name: string | undefined, context: ExecutionContext): string => {
  const params = context.switchToHttp().getRequest<FastifyRequest>().params as Record<string, string>;
  const value = params[name ?? 'id'] ?? '';
  if (!uuid.test(value)) throw notFound();
  return value.toLowerCase();
});
