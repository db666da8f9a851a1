import { showsOpenWork, type NamedQueue, type TicketSort } from '@felles/contracts/values';
import { isOpen, queuedKinds, type Priority, type QueuedKind, type TicketState } from '@felles/domain';
import { hash } from 'node:crypto';
import type { Statement } from '../platform/database/work.js';

/** One id; null: has none; a list: has one, and none of these. */
export type IdFilter = string | null | readonly string[];

/** What a list was asked for, checked. Times are instants. */
export interface QueueQuery {
  queue: NamedQueue | 'group';
  groupQueueId: string | null;
  sort: TicketSort;
  states: TicketState[];
  /** Of these kinds; empty for all that stand in queues. */
  kinds: readonly QueuedKind[];
  priority: Priority | null;
  organisationIds: readonly string[] | null;
  serviceId?: IdFilter;
  siteId?: IdFilter;
  groupId?: IdFilter;
  openedFrom: Date | null;
  openedTo: Date | null;
  resolvedFrom: Date | null;
  resolvedTo: Date | null;
  reopened: boolean;
  limit: number;
  after: { values: (string | number)[]; id: string } | null;
}

/** A page of a source's rows under a first condition. */
type From = (source: string, first: string) => string;

interface Order {
  columns: readonly string[];
  direction: 'asc' | 'desc';
  types: readonly string[];
}

/** Every order a list can have; each stands on an index (migrations/0004-tickets.sql). */
const orders: Record<TicketSort, Order> = {
  '-openedAt': { columns: ['opened_at', 'id'], direction: 'desc', types: ['timestamptz', 'uuid'] },
  openedAt: { columns: ['opened_at', 'id'], direction: 'asc', types: ['timestamptz', 'uuid'] },
  '-updatedAt': { columns: ['updated_at', 'id'], direction: 'desc', types: ['timestamptz', 'uuid'] },
  priority: {
    columns: ['priority', 'opened_at', 'id'],
    direction: 'asc',
    types: ['text', 'timestamptz', 'uuid'],
  },
};

/** Sources that are looked up organisation by organisation. */
const byOrganisation = new Set<QueueQuery['queue']>(['unassigned', 'open', 'all']);

const row = `t.id, t.number, t.kind, t.state, t.priority, t.title, t.restricted, t.version, t.organisation_id as "organisationId",
  t.requester_id as "requesterId", t.assignee_id as "assigneeId", t.group_id as "groupId", t.service_id as "serviceId",
  t.hold_until as "holdUntil", t.opened_at as "openedAt", t.updated_at as "updatedAt", t.resolved_at as "resolvedAt"`;

const names = `select t.*, o.name as "organisationName", r.display_name as "requesterName", a.display_name as "assigneeName",
    g.name as "groupName", s.name as "serviceName",
    coalesce((select true from notification n where n.person_id = (select asker()) and n.ticket_id = t.id and n.seen_at is null limit 1), false) as unread
  from page t
  join organisation o on o.id = t."organisationId"
  left join person r on r.id = t."requesterId"
  left join person a on a.id = t."assigneeId"
  left join assignment_group g on g.id = t."groupId"
  left join service s on s.id = t."serviceId"`;

/** A page's rows with names, from a common table expression `page`. */
export const namedRows = names;
export const pageColumns = row;

/**
 * The statement for one list. Text is put together from the fixed pieces above only; whatever came from outside is a
 * parameter. Over several organisations it takes the first page of each and merges them.
 */
export function queueStatement(
  query: QueueQuery,
  organisations: readonly string[],
): { statement: Statement; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const filters: string[] = [];
  const name: string[] = ['queue', query.queue, query.sort];
  const filter = (label: string, text: string) => {
    filters.push(text);
    name.push(label);
  };

  const order = orders[query.sort];
  if (query.after) {
    const place = [...query.after.values, query.after.id].map((value, index) =>
      bind(value, order.types[index]!),
    );
    filter(
      'after',
      `(${order.columns.map((column) => `t.${column}`).join(', ')}) ${order.direction === 'asc' ? '>' : '<'} (${place.join(', ')})`,
    );
  }
  // A list of every kind says so by the one that is not: half the price of looking each one up.
  if (query.kinds.length === queuedKinds.length) filter('queued', `t.kind <> 'change'`);
  else filter('kind', `t.kind = any (${bind(query.kinds, 'text[]')})`);
  // One's own cases are few; elsewhere open work and what is done with stand on partial indexes, so the question itself says
  // which of them it is about, and asks for each state that is done with by itself.
  const halved = showsOpenWork(query.queue) || (query.queue === 'all' && query.states.length > 0);
  if (query.states.length > 0 && !halved) filter('state', `t.state = any (${bind(query.states, 'text[]')})`);
  for (const column of ['service', 'site', 'group'] as const) {
    const id = query[`${column}Id`];
    if (id === undefined) continue;
    if (id === null) filter(`no-${column}`, `t.${column}_id is null`);
    else if (typeof id === 'string') filter(column, `t.${column}_id = ${bind(id, 'uuid')}`);
    else filter(`other-${column}`, `t.${column}_id <> all (${bind(id, 'uuid[]')})`);
  }
  for (const [label, text, time] of [
    ['opened-from', 't.opened_at >=', query.openedFrom],
    ['opened-to', 't.opened_at <', query.openedTo],
  ] as const) {
    if (time) filter(label, `${text} ${bind(time, 'timestamptz')}`);
  }
  if (query.organisationIds && !byOrganisation.has(query.queue))
    filter('organisation', `t.organisation_id = any (${bind(query.organisationIds, 'uuid[]')})`);
  if (query.priority) filter('priority', `t.priority = ${bind(query.priority, 'text')}`);
  if (query.reopened) filter('reopened', 't.reopen_count > 0');
  const resolved: string[] = [];
  for (const [label, text, time] of [
    ['resolved-from', 't.resolved_at >=', query.resolvedFrom],
    ['resolved-to', 't.resolved_at <', query.resolvedTo],
  ] as const) {
    if (!time) continue;
    resolved.push(`${text} ${bind(time, 'timestamptz')}`);
    name.push(label);
  }
  const limit = bind(query.limit + 1, 'integer');
  const by = (prefix: string) =>
    order.columns.map((column) => `${prefix}${column} ${order.direction}`).join(', ');
  // What was resolved in a period is taken from its own index first (`offset 0` holds the planner to it) and put in order
  // after. In the order's index it would walk back through every older ticket to find that the list has ended.
  const within = (source: string, first: string) =>
    resolved.length === 0
      ? `${source} where ${[first, ...filters].join(' and ')}`
      : `(select t.* from ${source} where ${[first, ...resolved].join(' and ')} offset 0) t where ${['true', ...filters].join(' and ')}`;
  const from: From = (source, first) =>
    `(select t.* from ${within(source, first)} order by ${by('t.')} limit ${limit})`;
  const open = query.states.filter(isOpen);
  const done = query.states.filter((state) => !isOpen(state));
  const openPart: From = (source, first) =>
    from(
      source,
      `${first} and t.open${open.length > 0 ? ` and t.state = any (${bind(open, 'text[]')})` : ''}`,
    );
  const donePart: From = (source, first) =>
    `(select t.* from unnest(${bind(done, 'text[]')}) as s(state) cross join lateral ${from(source, `${first} and not t.open and t.state = s.state`)} t)`;
  const parts: [string, From][] = !halved
    ? [['whole', from]]
    : [
        ...(open.length > 0 || done.length === 0
          ? [[`open-${open.length > 0}`, openPart] as [string, From]]
          : []),
        ...(done.length > 0 ? [['done', donePart] as [string, From]] : []),
      ];
  name.push(...parts.map(([part]) => part));
  const sources = parts.flatMap(([, part]) => sourcesOf(query, organisations, bind, part));
  name.push(String(sources.length));
  const text = `with found as (${sources.join(' union ')}), page as (select ${row} from found t order by ${by('t.')} limit ${limit})
    ${names} order by ${order.columns.map((column) => `t.${columnAliases[column] ?? column} ${order.direction}`).join(', ')}`;
  return { statement: { name: shortName(name.join(' ')), text }, values };
}

/** PostgreSQL tells prepared statements apart by their first 63 bytes. */
function shortName(name: string): string {
  return name.length < 64 ? name : `queue ${hash('sha256', name).slice(0, 50)}`;
}

const columnAliases: Record<string, string> = { opened_at: '"openedAt"', updated_at: '"updatedAt"' };

function sourcesOf(
  query: QueueQuery,
  organisations: readonly string[],
  bind: (value: unknown, type: string) => string,
  from: From,
): string[] {
  switch (query.queue) {
    case 'mine':
      return [from('ticket t', 't.assignee_id = (select asker())')];
    case 'requested':
      return [
        from('ticket t', 't.requester_id = (select asker())'),
        from('ticket t', 't.filed_by_id = (select asker())'),
      ];
    case 'watched':
      return [
        from(
          'ticket t',
          't.id in (select w.ticket_id from ticket_watcher w where w.person_id = (select asker()))',
        ),
      ];
    case 'group':
      return [from('ticket t', `t.group_id = ${bind(query.groupQueueId, 'uuid')}`)];
    case 'unassigned':
    case 'open':
    case 'all': {
      const extra = query.queue === 'unassigned' ? ' and t.assignee_id is null' : '';
      const wanted = query.organisationIds
        ? organisations.filter((id) => query.organisationIds!.includes(id))
        : organisations;
      const each = from('ticket t', `t.organisation_id = o.id${extra}`);
      return [`select t.* from unnest(${bind(wanted, 'uuid[]')}) as o(id) cross join lateral ${each} t`];
    }
  }
}
