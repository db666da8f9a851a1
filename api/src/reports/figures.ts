import type { Figure, ReportRow } from '@felles/contracts/http';
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

export function figure(count: number, filters: Filters): Figure {
  return { id: null, name: null, count, leadsTo: leadsTo(filters) };
}

/** What is known of one service, site, group or priority. */
export interface Counted {
  /** Null for those that have none. */
  id: string | null;
  name: Label | null;
  opened: number;
  resolved: number;
  reopened: number;
  /** Median and 90th percentile. */
  seconds: [number, number] | null;
}

/** How many are named one by one. */
export const mostRows = 20;

export interface Leads {
  /** The list's filter on what is counted: `groupId`. */
  filter: string;
  opened: Filters;
  resolved: Filters;
}

/** The busiest ones by name, then the others as one row (`rest`), then those that have none. */
export function rowsOf(counted: readonly Counted[], leads: Leads): ReportRow[] {
  const busiest = [...counted].sort(
    (a, b) => b.opened - a.opened || b.resolved - a.resolved || (String(a.id) < String(b.id) ? -1 : 1),
  );
  const row = (one: Counted, value: string): ReportRow => {
    const { id, name, reopened } = one;
    const of = (count: number, filters: Filters): Figure => ({
      id,
      name,
      count,
      leadsTo: leadsTo({ ...filters, [leads.filter]: value }),
    });
    return {
      opened: of(one.opened, leads.opened),
      resolved: of(one.resolved, leads.resolved),
      reopened,
      medianSeconds: one.seconds && Math.round(one.seconds[0]),
      p90Seconds: one.seconds && Math.round(one.seconds[1]),
    };
  };
  const named = busiest.filter(({ id }) => id !== null);
  const none = busiest.filter(({ id }) => id === null);
  // One left over is better named than called "the rest".
  const shown = named.length <= mostRows + 1 ? named : named.slice(0, mostRows);
  const others = named.slice(shown.length);
  return [
    ...shown.map((one) => row(one, one.id!)),
    ...(others.length > 0 ? [row(sumOf(others), `except:${shown.map(({ id }) => id).join(',')}`)] : []),
    ...none.map((one) => row(one, 'none')),
  ];
}

/** Times cannot be put together from times. */
function sumOf(others: readonly Counted[]): Counted {
  const sum = (what: 'opened' | 'resolved' | 'reopened') =>
    others.reduce((total, one) => total + one[what], 0);
  return {
    id: 'rest',
    name: null,
    opened: sum('opened'),
    resolved: sum('resolved'),
    reopened: sum('reopened'),
    seconds: null,
  };
}
