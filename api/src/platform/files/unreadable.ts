import { ProblemError } from '../http/problem-error.js';

/**
 * For what goes wrong while a file comes in: the disk's and Fastify's errors have a code and go on as they are; what the
 * parser cannot read, such as a body that breaks off, has none.
 */
export function refuseUnreadable(error: Error & { code?: string }): never {
  throw error.code ? error : new ProblemError('malformed', { cause: error });
}
