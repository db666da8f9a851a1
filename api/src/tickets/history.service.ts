import { Injectable } from '@nestjs/common';
import type { EventPage, EventView, TicketAt } from '@felles/contracts/http';
import type { ActorKind, EventType } from '@felles/contracts/values';
import { may, type Label } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Read, type Statement } from '../platform/database/work.js';
import { readCursor, writeCursor } from '../platform/events/cursor.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { foldEvents } from './ticket-at.js';
import { sightOf } from './ticket-sight.js';
import { Ticket } from './ticket.entity.js';

interface EventRow {
  generation: number;
  place_xid: string;
  place_id: string;
  type: EventType;
  actor_kind: ActorKind;
  actor_id: string | null;
  actor_name: string | null;
  occurred_at: Date;
  recorded_at: Date;
  facts: Record<string, [unknown, unknown]>;
  texts: Record<string, string> | null;
  bodies: Record<string, string> | null;
}

const columns = `e.generation, e.xid::text as place_xid, e.id::text as place_id, e.type, e.actor_kind, e.actor_id, p.display_name as actor_name,
  e.occurred_at, e.recorded_at, e.facts, e.texts,
  (select jsonb_object_agg(x.purpose, x.body) from text_revision x where e.texts is not null and x.ticket_id = e.subject_id and x.body is not null
     and x.id::text in (select value from jsonb_each_text(e.texts))) as bodies`;

const newestEvents: Statement = {
  name: 'history-page',
  text: `select ${columns} from domain_event e left join person p on p.id = e.actor_id
    where e.subject_id = $1 and (e.generation, e.xid, e.id) < ($2::integer, $3::xid8, $4::bigint)
    order by e.generation desc, e.xid desc, e.id desc limit $5`,
};
const eventsUntil: Statement = {
  name: 'history-until',
  text: `select ${columns} from domain_event e left join person p on p.id = e.actor_id
    where e.subject_id = $1 and e.occurred_at <= $2 order by e.generation, e.xid, e.id`,
};
const namesOf: Statement = {
  name: 'history-names',
  text: `select id::text, jsonb_build_object('nb', display_name) as name from person where id = any ($1)
    union all select id::text, name from assignment_group where id = any ($1)
    union all select id::text, name from service where id = any ($1)
    union all select id::text, name from category where id = any ($1)
    union all select id::text, name from site where id = any ($1)
    union all select id::text, name from unit where id = any ($1)
    union all select id::text, jsonb_build_object('nb', name) from configuration_item where id = any ($1)
    union all select id::text, jsonb_build_object('nb', number) from ticket where id = any ($1)`,
};

const beyondTheLog = { generation: 2_147_483_647, xid: 2n ** 62n, id: 2n ** 62n };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A ticket's history, read from the log: there is no second one. */
@Injectable()
export class HistoryService {
  constructor(private readonly work: AskerWork) {}

  /** Newest first. @throws ProblemError cursor_invalid */
  events(
    asker: Asker,
    ticketId: string,
    { limit, cursor }: { limit: number; cursor: string | null },
  ): Promise<EventPage> {
    const before = cursor === null ? beyondTheLog : readCursor(cursor);
    if (!before) throw new ProblemError('cursor_invalid');
    return this.work.read(openingFor(asker.actor, true), async (read) => {
      await this.assertMayRead(read, asker, ticketId);
      const rows = await read.rows<EventRow>(newestEvents, [
        ticketId,
        before.generation,
        String(before.xid),
        String(before.id),
        limit + 1,
      ]);
      const items = rows.slice(0, limit).map(viewOf);
      return {
        items,
        nextCursor: rows.length > limit ? items.at(-1)!.cursor : null,
        names: await this.names(read, items),
      };
    });
  }

  /** The fields as they stood at a moment. */
  at(asker: Asker, ticketId: string, time: Date): Promise<TicketAt> {
    return this.work.read(openingFor(asker.actor, true), async (read) => {
      await this.assertMayRead(read, asker, ticketId);
      const rows = await read.rows<EventRow>(eventsUntil, [ticketId, time]);
      return { id: ticketId, time: time.toISOString(), ...foldEvents(rows) };
    });
  }

  private async assertMayRead(read: Read, { actor }: Asker, id: string): Promise<void> {
    const ticket = await read.row<Record<string, unknown>>(sightColumns, [id]);
    if (!ticket) throw notFound();
    const sight = await sightOf(read, { ...ticket, id } as unknown as Ticket);
    if (!may(actor, `${sight.kind}:read-history`, sight)) throw new ProblemError('forbidden');
  }

  private async names(read: Read, items: EventView[]): Promise<Record<string, Label>> {
    const ids = new Set<string>();
    for (const { facts } of items)
      for (const pair of Object.values(facts))
        for (const value of pair.flat()) if (typeof value === 'string' && uuid.test(value)) ids.add(value);
    if (ids.size === 0) return {};
    const rows = await read.rows<{ id: string; name: Label }>(namesOf, [[...ids]]);
    return Object.fromEntries(rows.map((row) => [row.id, row.name]));
  }
}

const sightColumns: Statement = {
  name: 'ticket-sight',
  text: `select kind, organisation_id as "organisationId", unit_id as "unitId", requester_id as "requesterId", filed_by_id as "filedById",
    assignee_id as "assigneeId", restricted from ticket where id = $1`,
};

function viewOf(row: EventRow): EventView {
  return {
    cursor: writeCursor({ generation: row.generation, xid: BigInt(row.place_xid), id: BigInt(row.place_id) }),
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    actor: {
      kind: row.actor_kind,
      person:
        row.actor_id && row.actor_name !== null ? { id: row.actor_id, displayName: row.actor_name } : null,
    },
    facts: row.facts,
    texts: row.bodies ?? {},
  };
}
