import { Injectable } from '@nestjs/common';
import type { ChangeCalendar, ChangePage, ChangeRow } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { holds, type ChangeState, type ChangeType, type Label, type Level } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import type { Read, Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { limitOf } from '../platform/http/page-query.dto.js';
import { readPageCursor, writePageCursor } from '../tickets/index.js';
import { changesRead, openingForChanges } from './change-opening.js';
import { periodOf, type AskCalendar, type ListChanges } from './change-query.dto.js';

export interface Row {
  id: string;
  number: string;
  title: string;
  state: ChangeState;
  type: ChangeType;
  risk: Level | null;
  startsAt: Date | null;
  endsAt: Date | null;
  organisationId: string;
  organisationName: string;
  groupId: string | null;
  groupName: Label | null;
  assigneeId: string | null;
  assigneeName: string | null;
  restricted: boolean;
  version: number;
  openedAt: Date;
  updatedAt: Date;
}

const columns = (
  window: string,
) => `t.id, t.number, t.title, t.state, ${window}.type, ${window}.risk, ${window}.starts_at as "startsAt",
  ${window}.ends_at as "endsAt", t.organisation_id as "organisationId", o.name as "organisationName", t.group_id as "groupId",
  g.name as "groupName", t.assignee_id as "assigneeId", a.display_name as "assigneeName", t.restricted, t.version,
  t.opened_at as "openedAt", t.updated_at as "updatedAt"`;
const names = `join organisation o on o.id = t.organisation_id left join assignment_group g on g.id = t.group_id
  left join person a on a.id = t.assignee_id`;

// The first page of each organisation, merged: a list over several stands on one index each.
const page: Statement = {
  name: 'change-page',
  text: `with found as (
      select t.* from unnest($1::uuid[]) as s(id) cross join lateral (
        select t.id, t.organisation_id, t.opened_at, c.type, c.risk, c.starts_at, c.ends_at from ticket t join change c on c.ticket_id = t.id
        where t.organisation_id = s.id and t.kind = 'change' and (t.opened_at, t.id) < ($2::timestamptz, $3::uuid)
          and ($5::text[] is null or t.state = any ($5)) and ($6::text is null or c.type = $6)
          and ($7::text is null or ($7 = 'assigned' and t.assignee_id = (select asker())) or ($7 = 'filed' and t.filed_by_id = (select asker()))
            or ($7 = 'approval' and t.state = 'authorise' and (select asker()) <> all (array_remove(array[t.assignee_id, t.filed_by_id, t.requester_id], null))
              and not exists (select from change_approval v where v.ticket_id = t.id and v.round = c.round and v.person_id = (select asker()))))
          and ($8::timestamptz is null or c.ends_at > $8) and ($9::timestamptz is null or c.starts_at < $9)
        order by t.opened_at desc, t.id desc limit $4) t
      order by t.opened_at desc, t.id desc limit $4)
    select ${columns('c')} from found c join ticket t on t.id = c.id ${names} order by t.opened_at desc, t.id desc`,
};

const between: Statement = {
  name: 'change-calendar',
  text: `select ${columns('b')} from changes_between($1, $2, $3, $4) b join ticket t on t.id = b.ticket_id ${names}
    order by b.starts_at, t.id`,
};

/** What a calendar shows: everything that claims its time or has had it. A draft claims nothing yet. */
export const calendarStates = [
  'assess',
  'authorise',
  'scheduled',
  'implementing',
  'review',
  'closed',
  'failed',
] as const satisfies readonly ChangeState[];

const beforeAll = { values: ['9999-01-01T00:00:00.000Z'], id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Changes as a list and as a calendar. */
@Injectable()
export class ChangeLists {
  constructor(private readonly work: AskerWork) {}

  /** Newest first. @throws ProblemError cursor_invalid | invalid */
  async list({ actor }: Asker, query: ListChanges): Promise<ChangePage> {
    const limit = limitOf(query);
    const place = query.cursor ? readPageCursor(query.cursor, '-openedAt') : beforeAll;
    if (query.from && query.to) periodOf({ from: query.from, to: query.to });
    // Who waits for one's decision waits where one decides.
    const reach = changesRead(actor).filter(
      (id) => query.mine !== 'approval' || holds(actor, id, 'change:approve'),
    );
    const wanted = query.organisationId;
    const rows = await this.work.ask(openingForChanges(actor), (read) =>
      read.rows<Row>(page, [
        wanted ? reach.filter((id) => wanted.includes(id)) : reach,
        place.values[0],
        place.id,
        limit + 1,
        query.state?.length ? query.state : null,
        query.type ?? null,
        query.mine ?? null,
        query.from ? new Date(query.from) : null,
        query.to ? new Date(query.to) : null,
      ]),
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(rowView),
      nextCursor:
        rows.length > limit && last ? writePageCursor([last.openedAt.toISOString()], last.id) : null,
    };
  }

  /** Everything whose window reaches into the time asked about. @throws ProblemError invalid */
  async calendar({ actor }: Asker, query: AskCalendar): Promise<ChangeCalendar> {
    const { from, to } = periodOf(query, limits.calendarDays);
    const rows = await this.work.ask(openingForChanges(actor), (read) => calendarRows(read, { from, to }));
    return {
      items: rows.slice(0, limits.calendarMost).map(rowView),
      more: rows.length > limits.calendarMost,
    };
  }
}

export function calendarRows(read: Read, period: { from: Date; to: Date }): Promise<Row[]> {
  return read.rows<Row>(between, [period.from, period.to, calendarStates, limits.calendarMost + 1]);
}

export function rowView(row: Row): ChangeRow {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    type: row.type,
    risk: row.risk,
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    organisation: { id: row.organisationId, name: row.organisationName },
    group: row.groupId && row.groupName ? { id: row.groupId, name: row.groupName } : null,
    assignee: row.assigneeId ? { id: row.assigneeId, displayName: row.assigneeName ?? '' } : null,
    restricted: row.restricted,
    version: row.version,
    openedAt: row.openedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
