import { isOpen, localDayOf, type TicketState } from '@felles/domain';
import type { Happened } from './random-history.js';

type Counts = Record<
  'opened' | 'resolved' | 'reopened' | 'closed' | 'cancelled' | 'entered' | 'departed',
  number
>;
type Fact = string | number | boolean | null;

interface Known {
  organisation: number;
  facts: Record<string, Fact>;
  entered: Date[];
  left: Date[];
}

const counted = new Set([
  'kind',
  'state',
  'priority',
  'serviceId',
  'siteId',
  'groupId',
  'restricted',
  'openedAt',
  'resolvedAt',
  'closedAt',
  'reopenCount',
]);
const open = (state: Fact | undefined) => typeof state === 'string' && isOpen(state as TicketState);

/** The same figures as the reader's, counted the slow way: ticket by ticket, in memory, day by day. */
export function naiveFigures(
  events: readonly Happened[],
  organisations: readonly { id: string; zone: string }[],
): Record<string, Counts> {
  const figures: Record<string, Counts> = {};
  for (const known of knownTickets(events).values()) {
    const { facts } = known;
    if (facts['restricted'] === true || facts['kind'] == null) continue;
    const { id, zone } = organisations[known.organisation]!;
    const dimensions: [string, Fact | undefined][] = [
      ['all', ''],
      ['service', facts['serviceId']],
      ['site', facts['siteId']],
      ['group', facts['groupId']],
      ['priority', facts['priority']],
    ];
    const count = (what: keyof Counts, at: Date) => {
      const day = localDayOf(at, zone);
      for (const [grain, on] of [
        ['day', day],
        ['month', `${day.slice(0, 7)}-01`],
      ] as const)
        for (const [dimension, key] of dimensions) {
          const name = [id, dimension, grain, on, facts['kind'], key ?? ''].join(' ');
          figures[name] ??= {
            opened: 0,
            resolved: 0,
            reopened: 0,
            closed: 0,
            cancelled: 0,
            entered: 0,
            departed: 0,
          };
          figures[name][what]++;
        }
    };
    const at = (name: string) => (facts[name] ? new Date(String(facts[name])) : null);
    const [openedAt, resolvedAt, closedAt] = [at('openedAt'), at('resolvedAt'), at('closedAt')];
    if (openedAt) count('opened', openedAt);
    if (resolvedAt) count('resolved', resolvedAt);
    if (resolvedAt && Number(facts['reopenCount'] ?? 0) > 0) count('reopened', resolvedAt);
    if (closedAt) count(facts['state'] === 'cancelled' ? 'cancelled' : 'closed', closedAt);
    for (const time of known.entered) count('entered', time);
    for (const time of known.left) count('departed', time);
  }
  return figures;
}

function knownTickets(events: readonly Happened[]): Map<string, Known> {
  const tickets = new Map<string, Known>();
  for (const event of events) {
    if (event.subject !== 'ticket' || event.type.startsWith('major') || event.type.startsWith('measure'))
      continue;
    const known: Known = tickets.get(event.id) ?? {
      organisation: event.organisation,
      facts: {},
      entered: [],
      left: [],
    };
    tickets.set(event.id, known);
    const { state } = event.facts;
    if (state) {
      const began = event.type === 'ticket.filed' ? new Date(String(event.facts['openedAt']![1])) : event.at;
      if (!open(state[0]) && open(state[1])) known.entered.push(began);
      if (open(state[0]) && !open(state[1])) known.left.push(event.at);
    }
    for (const [name, [, after]] of Object.entries(event.facts))
      if (counted.has(name)) known.facts[name] = after;
  }
  return tickets;
}

/** Each server's statuses, one after the other. */
export function naiveStatuses(events: readonly Happened[]): { id: string; before: Fact; status: Fact }[] {
  const rows: { id: string; before: Fact; status: Fact }[] = [];
  const now = new Map<string, Fact>();
  const met = new Set<string>();
  for (const { type, id, facts } of events) {
    let status: Fact | undefined;
    if (type === 'server.enrolled' && !met.has(id)) status = 'unknown';
    if (type === 'server.reported' || type === 'server.silent') status = facts['status']?.[1];
    if (type === 'configuration_item.changed') status = facts['retiredAt']![1] === null ? 'unknown' : null;
    if (status === undefined) continue;
    if (status !== null) met.add(id);
    const before = now.get(id) ?? null;
    if (before === status) continue;
    now.set(id, status);
    rows.push({ id, before, status });
  }
  return rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
