import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write another site's page made a browser send. Every browser says where a write comes from; a client that
 * says nothing is not a browser and carries no one else's cookie.
 */
export function assertSameOrigin(request: FastifyRequest): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new ProblemError('foreign_origin');
  const { origin } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, request.headers.host))
    throw new ProblemError('foreign_origin');
}

export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
