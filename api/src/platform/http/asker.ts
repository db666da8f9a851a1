import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@felles/domain';
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { RememberedActor } from '../database/work.js';
import { invalid, ProblemError } from './problem-error.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the session guard; absent on open routes. */
    actor?: RememberedActor;
    sessionId?: string;
    tokenId?: string;
  }
}

/** Who asks and what the request says about itself: what every service method takes first. */
export interface Asker {
  actor: Actor;
  correlationId: string;
  /** `Idempotency-Key`, with a hash of route and body so that a reused key is noticed. */
  intent: { key: string; hash: Buffer } | null;
  /** `If-Match`: the version the asker last saw. */
  expectedVersion: number | null;
}

export const CurrentAsker = createParamDecorator((_: unknown, context: ExecutionContext): Asker => {
  return askerOf(context.switchToHttp().getRequest<FastifyRequest>());
});

export function askerOf(request: FastifyRequest): Asker {
  if (!request.actor) throw new ProblemError('not_signed_in');
  return {
    actor: request.actor,
    correlationId: request.id,
    intent: intentOf(request),
    expectedVersion: versionOf(request),
  };
}

function intentOf(request: FastifyRequest): Asker['intent'] {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key))
    throw invalid('Idempotency-Key', 'malformed');
  const hash = createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
  return { key, hash };
}

function versionOf(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  if (!match) throw invalid('If-Match', 'malformed');
  return Number(match[1]);
}
