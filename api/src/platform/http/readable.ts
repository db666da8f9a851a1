import type { FastifyRequest } from 'fastify';
import { invalid, ProblemError } from './problem-error.js';

/** Our deepest body is a list of objects; what is much deeper is made to exhaust whoever walks it. */
const deepest = 20;

/**
 * Refuses what would be dropped silently or walked too far: properties every object has anyway (`constructor`,
 * `toString`), which validation takes for known, and things in things in things.
 * @throws ProblemError invalid naming the property, or malformed.
 */
export function assertReadable({ body, query }: FastifyRequest): void {
  walk(query, '', 0);
  walk(body, '', 0);
}

function walk(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  if (depth > deepest) throw new ProblemError('malformed');
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    if (!Array.isArray(value) && (name in Object.prototype || name === 'prototype'))
      throw invalid(path + name, 'unknown_property');
    walk(part, `${path}${name}.`, depth + 1);
  }
}
