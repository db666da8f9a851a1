import { Injectable } from '@nestjs/common';
import type { EventPage, EventView } from '@felles/contracts/http';
import type { ActorKind, EventType } from '@felles/contracts/values';
import type { Label } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import type { Read, Statement } from '../platform/database/work.js';
import { readCursor, writeCursor } from '../platform/events/cursor.js';
import type { Asker } from '../platform/http/asker.js';
import { limitOf, type PageQuery } from '../platform/http/page-query.dto.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { openingForItems } from './item-access.js';

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
}

const eventsOfItem: Statement = {
  name: 'item-events',
  text: `select e.generation, e.xid::text as place_xid, e.id::text as place_id, e.type, e.actor_kind, e.actor_id, p.display_name as actor_name,
      e.occurred_at, e.recorded_at, e.facts
    from domain_event e left join person p on p.id = e.actor_id
    where e.subject_kind = 'configuration_item' and e.subject_id = $1 and (e.generation, e.xid, e.id) < ($2::integer, $3::xid8, $4::bigint)
    order by e.generation desc, e.xid desc, e.id desc limit $5`,
};
const itemKnown: Statement = {
  name: 'item-known',
  text: `select 1 as seen from configuration_item where id = $1`,
};
const namesInFacts: Statement = {
  name: 'item-event-names',
  text: `select id::text, name from assignment_group where id = any ($1)
    union all select id::text, name from service where id = any ($1)
    union all select id::text, name from site where id = any ($1)
    union all select id::text, jsonb_build_object('nb', name) from configuration_item where id = any ($1)`,
};

const beyondTheLog = { generation: 2_147_483_647, xid: 2n ** 62n, id: 2n ** 62n };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What has happened to an item, its reports among it: read from the log. */
@Injectable()
export class ItemHistory {
  constructor(private readonly work: AskerWork) {}

  /** Newest first. @throws ProblemError cursor_invalid | not_found */
  events({ actor }: Asker, id: string, query: PageQuery): Promise<EventPage> {
    const before = query.cursor === undefined ? beyondTheLog : readCursor(query.cursor);
    if (!before) throw new ProblemError('cursor_invalid');
    const limit = limitOf(query);
    return this.work.read(openingForItems(actor, 'configuration-item:read', true), async (read) => {
      const [known, rows] = await Promise.all([
        read.row(itemKnown, [id]),
        read.rows<EventRow>(eventsOfItem, [
          id,
          before.generation,
          String(before.xid),
          String(before.id),
          limit + 1,
        ]),
      ]);
      if (!known) throw notFound();
      const items = rows.slice(0, limit).map(viewOf);
      return {
        items,
        nextCursor: rows.length > limit ? items.at(-1)!.cursor : null,
        names: await namesOf(read, items),
      };
    });
  }
}

async function namesOf(read: Read, items: EventView[]): Promise<Record<string, Label>> {
  const values = items.flatMap(({ facts }) => Object.values(facts).flat(2));
  const ids = [
    ...new Set(values.filter((value): value is string => typeof value === 'string' && uuid.test(value))),
  ];
  if (ids.length === 0) return {};
  const rows = await read.rows<{ id: string; name: Label }>(namesInFacts, [ids]);
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}

function viewOf(row: EventRow): EventView {
  const { generation, place_xid, place_id, actor_id, actor_name } = row;
  return {
    cursor: writeCursor({ generation, xid: BigInt(place_xid), id: BigInt(place_id) }),
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    actor: {
      kind: row.actor_kind,
      person: actor_id && actor_name !== null ? { id: actor_id, displayName: actor_name } : null,
    },
    facts: row.facts,
    texts: {},
  };
}
