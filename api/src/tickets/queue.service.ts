import { Injectable } from '@nestjs/common';
import type { TicketCounts, TicketPage, TicketRow } from '@felles/contracts/http';
import {
  inScope,
  organisationsOf,
  organisationsRead,
  parseNumber,
  queuedKinds,
  ticketKinds,
  type Actor,
  type Label,
  type TicketKind,
} from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { namedRows, pageColumns, queueStatement, type QueueQuery } from './queue-query.js';

type Row = Omit<
  TicketRow,
  | 'organisation'
  | 'requester'
  | 'assignee'
  | 'group'
  | 'service'
  | 'openedAt'
  | 'updatedAt'
  | 'resolvedAt'
  | 'holdUntil'
> & {
  organisationId: string;
  organisationName: string;
  requesterId: string | null;
  requesterName: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  groupId: string | null;
  groupName: Label | null;
  serviceId: string | null;
  serviceName: Label | null;
  openedAt: Date;
  updatedAt: Date;
  resolvedAt: Date | null;
  holdUntil: Date | null;
};

const counts: Statement = {
  name: 'queue-counts',
  text: `select
    (select count(*)::int from ticket where assignee_id = (select asker()) and open and kind <> 'change') as mine,
    (select count(*)::int from ticket where organisation_id = any ($1) and open and assignee_id is null and kind <> 'change') as unassigned,
    (select count(*)::int from ticket where organisation_id = any ($1) and open and kind <> 'change') as open,
    (select count(*)::int from ticket where requester_id = (select asker()) and open and kind <> 'change') as requested,
    (select count(*)::int from ticket_watcher w join ticket t on t.id = w.ticket_id where w.person_id = (select asker()) and t.open and t.kind <> 'change') as watched,
    (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'open', (select count(*)::int from ticket t where t.group_id = g.id and t.open and t.kind <> 'change'))
       order by g.name->>'nb'), '[]') from assignment_group g where g.id = any ($2)) as groups`,
};

const found: Statement = {
  name: 'search-page',
  text: `with hits as (select * from search_tickets($1, $2, $3, $4)),
      page as (select ${pageColumns} from hits h join ticket t on t.id = h.ticket_id order by t.opened_at desc, t.id desc limit $4)
    ${namedRows} order by t."openedAt" desc, t.id desc`,
};
// Our own number; else what another system called it, newest first.
const numbered: Statement = {
  name: 'search-number',
  text: `select ${pageColumns.replaceAll('t.', '(h.ticket).')}, h.organisation_name as "organisationName", h.requester_name as "requesterName",
      h.assignee_name as "assigneeName", h.group_name as "groupName", h.service_name as "serviceName", h.unread
    from ticket_numbered($1) h`,
};
const numberedElsewhere: Statement = {
  name: 'search-external-number',
  text: `with page as (select ${pageColumns} from ticket t where t.external_number = $1 order by t.opened_at desc limit 1) ${namedRows}`,
};

/** The end of time, before which every first page begins. */
const latest = { openedAt: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Lists of tickets: queues, counts and search. Keyset-paged, so that nothing grows with what has been closed. */
@Injectable()
export class QueueService {
  constructor(private readonly work: AskerWork) {}

  async list({ actor }: Asker, query: QueueQuery): Promise<TicketPage> {
    const read = kindsRead(actor, queuedKinds);
    const kinds = query.kinds.length > 0 ? query.kinds.filter((kind) => read.includes(kind)) : read;
    if (kinds.length === 0) return { items: [], nextCursor: null };
    query = { ...query, kinds };
    const reach = query.queue === 'all' ? organisationsOf(actor) : organisationsRead(actor);
    const { statement, values } = queueStatement(query, reach);
    const rows = await this.work.ask(openingFor(actor, true), (read) => read.rows<Row>(statement, values));
    return page(rows, query.limit, (row) => writePageCursor(sortValues(query, row), row.id));
  }

  async counts({ actor }: Asker): Promise<TicketCounts> {
    // A token for one kind alone would count the others too.
    if (kindsRead(actor, queuedKinds).length < queuedKinds.length) throw new ProblemError('forbidden');
    const row = await this.work.ask(openingFor(actor, true), (read) =>
      read.row<TicketCounts>(counts, [organisationsRead(actor), actor.groups.map((group) => group.groupId)]),
    );
    return row!;
  }

  /** Newest first, through all hits; an exact number answers that one ticket first. */
  async search(
    { actor }: Asker,
    words: string,
    { limit, after }: { limit: number; after: PagePlace | null },
  ): Promise<TicketPage> {
    const kinds = kindsRead(actor, ticketKinds);
    if (kinds.length === 0) throw new ProblemError('forbidden');
    const opening = openingFor(actor, true);
    const number = after ? null : parseNumber(words);
    let rows = number ? await this.work.ask(opening, (read) => read.rows<Row>(numbered, [number])) : [];
    if (rows.length === 0) {
      const [first, rest] = await this.work.ask(opening, (read) =>
        Promise.all([
          after ? [] : read.rows<Row>(numberedElsewhere, [words.trim()]),
          read.rows<Row>(found, [
            words,
            after?.values[0] ?? latest.openedAt,
            after?.id ?? latest.id,
            limit + 1,
          ]),
        ]),
      );
      rows = [...first, ...rest.filter((row) => row.id !== first[0]?.id)];
    }
    const hits = page(rows, limit, (row) => writePageCursor([row.openedAt.toISOString()], row.id));
    return { ...hits, items: hits.items.filter((row) => kinds.includes(row.kind)) };
  }
}

/** A token reads no kind of ticket that its scopes do not name, not even its owner's own. */
function kindsRead<K extends TicketKind>(actor: Actor, kinds: readonly K[]): K[] {
  return kinds.filter((kind) => inScope(actor, `${kind}:read`));
}

function page(rows: Row[], limit: number, cursorOf: (row: Row) => string): TicketPage {
  const items = rows.slice(0, limit);
  return { items: items.map(viewOf), nextCursor: rows.length > limit ? cursorOf(items.at(-1)!) : null };
}

function sortValues({ sort }: QueueQuery, row: Row): string[] {
  if (sort === 'priority') return [row.priority, row.openedAt.toISOString()];
  return [(sort === '-updatedAt' ? row.updatedAt : row.openedAt).toISOString()];
}

export interface PagePlace {
  values: string[];
  id: string;
}

export function writePageCursor(values: string[], id: string): string {
  return Buffer.from(JSON.stringify([...values, id])).toString('base64url');
}

/** @throws ProblemError cursor_invalid when it is not one of ours for this order. */
export function readPageCursor(cursor: string, sort: QueueQuery['sort']): PagePlace {
  const parts = parseStrings(Buffer.from(cursor, 'base64url').toString());
  const id = parts?.pop();
  const times = sort === 'priority' ? parts?.slice(1) : parts;
  const wellFormed =
    parts?.length === (sort === 'priority' ? 2 : 1) &&
    times?.every((time) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) && !Number.isNaN(Date.parse(time))) &&
    (sort !== 'priority' || /^p[1-4]$/.test(parts[0]!)) &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '');
  if (!parts || !id || !wellFormed) throw new ProblemError('cursor_invalid');
  return { values: parts, id };
}

function parseStrings(json: string): string[] | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : null;
  } catch {
    // not JSON: not a cursor of ours
    return null;
  }
}

function viewOf(row: Row): TicketRow {
  const person = (id: string | null, displayName: string | null) =>
    id ? { id, displayName: displayName ?? '' } : null;
  const named = (id: string | null, name: Label | null) => (id && name ? { id, name } : null);
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    priority: row.priority,
    title: row.title,
    restricted: row.restricted,
    version: row.version,
    unread: row.unread,
    organisation: { id: row.organisationId, name: row.organisationName },
    requester: person(row.requesterId, row.requesterName),
    assignee: person(row.assigneeId, row.assigneeName),
    group: named(row.groupId, row.groupName),
    service: named(row.serviceId, row.serviceName),
    holdUntil: row.holdUntil?.toISOString() ?? null,
    openedAt: row.openedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}
