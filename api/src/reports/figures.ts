import type { Figure } from '@felles/contracts/http';
import type { Label } from '@felles/domain';

/** The filters of `/api/tickets` (ListTickets) that show exactly what was counted. */
export type Filters = Record<string, string | Date | undefined>;

/** As a query string; what is undefined is left out. */
export function leadsTo(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) query.set(name, value instanceof Date ? value.toISOString() : value);
  }
  return query.toString();
}

export interface Counted {
  id: string | null;
  name: Label | null;
  count: number;
}

/** How many are named one by one. */
export const mostFigures = 20;

/**
 * The largest ones by name, then the others as one figure (`rest`), then those that have none.
 * @param counted largest first.
 * @param filter the list's filter on what is counted: `groupId`.
 */
export function figuresOf(counted: readonly Counted[], filter: string, filters: Filters): Figure[] {
  const figure = ({ id, name, count }: Counted, value: string): Figure => ({
    id,
    name,
    count,
    leadsTo: leadsTo({ ...filters, [filter]: value }),
  });
  const named = counted.filter(({ id }) => id !== null);
  const none = counted.filter(({ id }) => id === null);
  // One left over is better named than called "the rest".
  const shown = named.length <= mostFigures + 1 ? named : named.slice(0, mostFigures);
  const rest = named.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  return [
    ...shown.map((one) => figure(one, one.id!)),
    ...(rest > 0
      ? [figure({ id: 'rest', name: null, count: rest }, `except:${shown.map(({ id }) => id).join(',')}`)]
      : []),
    ...none.map((one) => figure(one, 'none')),
  ];
}
