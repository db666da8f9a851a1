import { ProblemError } from '../platform/http/problem-error.js';

/** A place in a list ordered by a moment or a day and then by id: opaque to clients. */
export interface PagePlace {
  value: string;
  id: string;
}

const place = /^(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{3}Z)?) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function writePlace({ value, id }: PagePlace): string {
  return Buffer.from(`${value} ${id}`).toString('base64url');
}

/** @throws ProblemError cursor_invalid when it is not one of ours. */
export function readPlace(cursor: string | undefined): PagePlace | null {
  if (cursor === undefined) return null;
  const [, value, id] = place.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!value || !id || Number.isNaN(Date.parse(value))) throw new ProblemError('cursor_invalid');
  return { value, id };
}

/** A page of rows that were asked for with one more than is shown. */
export function pageOf<R, V>(
  rows: readonly R[],
  limit: number,
  { view, placeOf }: { view: (row: R) => V; placeOf: (row: R) => PagePlace },
): { items: V[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit ? writePlace(placeOf(shown.at(-1)!)) : null,
  };
}
