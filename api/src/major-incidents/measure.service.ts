import { Injectable } from '@nestjs/common';
import type { AddMeasure, FollowMeasure, MajorRef, MajorView, MeasurePage } from '@felles/contracts/http';
import { isLocalDay, may, organisationsRead } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { AskerWork } from '../platform/database/database.module.js';
import { camelRow, insertRow, updateRow } from '../platform/database/rows.js';
import { openingFor, type Read, type Statement } from '../platform/database/work.js';
import { changed } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, notFound, ProblemError } from '../platform/http/problem-error.js';
import { limitOf } from '../platform/http/page-query.dto.js';
import { TicketRecord } from '../tickets/index.js';
import { MajorRecord } from './major-record.js';
import type { MeasureQuery } from './major-query.dto.js';
import { measureColumns, measureView, type MeasureRow } from './measure-view.js';
import { pageOf, readPlace } from './page-place.js';

interface Measure {
  id: string;
  ticketId: string;
  textId: string;
  ownerId: string;
  dueOn: string;
  doneAt: Date | null;
  version: number;
}

const byId: Statement = {
  name: 'measure-open',
  text: `select id, ticket_id, text_id, owner_id, to_char(due_on, 'YYYY-MM-DD') as due_on, done_at, version from measure where id = $1`,
};
const knownOwner: Statement = {
  name: 'measure-owner',
  text: `select exists (select from membership m where m.person_id = $1 and m.organisation_id = $2 and m.valid_from <= felles_now()
      and (m.valid_to is null or m.valid_to > felles_now()))
    or exists (select from assignment_group_member a join assignment_group_serves g using (group_id) where a.person_id = $1 and g.organisation_id = $2) as known`,
};
const listed = (name: string, which: string): Statement => ({
  name: `measures-${name}`,
  text: `select ${measureColumns}, json_build_object('id', t.id, 'number', t.number, 'title', t.title) as major
    from unnest($1::uuid[]) o(id) cross join lateral (
      select x.* from measure x where x.organisation_id = o.id and ${which} and ($2::uuid is null or x.owner_id = $2)
        and ($3::date is null or (x.due_on, x.id) > ($3::date, $4::uuid)) order by x.due_on, x.id limit $5) x
    join ticket t on t.id = x.ticket_id order by x.due_on, x.id limit $5`,
});
const today = `(felles_now() at time zone (select z.time_zone from organisation z where z.id = o.id))::date`;
const lists = {
  open: listed('open', 'x.done_at is null'),
  overdue: listed('overdue', `x.done_at is null and x.due_on < ${today}`),
  done: listed('done', 'x.done_at is not null'),
  all: listed('all', 'true'),
} as const;

/** What is to be done so that it does not happen again: owned, due, and followed until it is done. */
@Injectable()
export class MeasureService {
  constructor(
    private readonly work: AskerWork,
    private readonly record: TicketRecord,
    private readonly majors: MajorRecord,
  ) {}

  add(asker: Asker, id: string, body: AddMeasure): Promise<MajorView> {
    const deed = { permission: 'run-major', act: 'measure' } as const;
    return this.majors.change(asker, id, deed, async (write, opened) => {
      const { ticket, now } = opened;
      const measureId = randomUUIDv7();
      if (!isLocalDay(body.dueOn)) throw invalid('dueOn', 'not_a_time');
      await this.assertOwner(write, body.ownerId, ticket.organisationId);
      if (await claim(write, asker, { madeId: measureId, ticketId: id })) return;
      const textId = this.record.keepText(write, ticket, {
        purpose: 'measure',
        body: body.text,
        internal: true,
      });
      const { ownerId, dueOn } = body;
      insertRow(write, 'measure', {
        id: measureId,
        ticketId: id,
        organisationId: ticket.organisationId,
        textId,
        ownerId,
        dueOn,
        addedAt: now,
      });
      this.record.save(write, asker, opened, {
        type: 'measure.added',
        patch: {},
        facts: { measureId: [null, measureId], ownerId: [null, ownerId], dueOn: [null, dueOn] },
        texts: { measure: textId },
      });
    });
  }

  /** Whoever runs majors may change it, and its owner may say that it is done; its words stand once the review is approved. */
  follow(asker: Asker, measureId: string, body: FollowMeasure): Promise<MajorView> {
    return this.majors.answer(asker, async (write) => {
      const found = await write.row(byId, [measureId]);
      if (!found) throw notFound();
      const before = camelRow<Measure>(found);
      // Its own version is what counts here; the incident's moves with much else.
      const opened = await this.majors.open(write, { ...asker, expectedVersion: null }, before.ticketId, {
        permission: 'read-internal',
        act: null,
      });
      const { ticket, sight, major, now } = opened;
      const runs = may(asker.actor, 'incident:run-major', sight);
      const onlyDone = Object.keys(body).every((name) => name === 'done');
      if (!runs && !(onlyDone && before.ownerId === asker.actor.personId))
        throw new ProblemError('forbidden');
      if (asker.expectedVersion !== null && asker.expectedVersion !== before.version)
        throw new ProblemError('version_stale', { conflict: { version: before.version, changes: [] } });
      if (body.text !== undefined && major.approvedAt) throw new ProblemError('review_approved');
      if (body.dueOn !== undefined && !isLocalDay(body.dueOn)) throw invalid('dueOn', 'not_a_time');
      if (body.ownerId) await this.assertOwner(write, body.ownerId, ticket.organisationId);
      const textId =
        body.text === undefined
          ? before.textId
          : this.record.keepText(write, ticket, { purpose: 'measure', body: body.text, internal: true });
      const after = {
        ownerId: body.ownerId ?? before.ownerId,
        dueOn: body.dueOn ?? before.dueOn,
        doneAt: body.done === undefined ? before.doneAt : body.done ? (before.doneAt ?? now) : null,
      };
      const facts = changed<'measure.changed'>(before as unknown as Record<string, unknown>, after);
      if (Object.keys(facts).length === 0 && textId === before.textId) return ticket.id;
      updateRow(write, 'measure', measureId, { ...after, textId, version: before.version + 1 });
      this.record.save(write, asker, opened, {
        type: 'measure.changed',
        patch: {},
        facts: { measureId: [measureId, measureId], ...facts },
        texts: textId === before.textId ? undefined : { measure: textId },
      });
      return ticket.id;
    });
  }

  /** By the day they are due. */
  async list({ actor }: Asker, query: MeasureQuery): Promise<MeasurePage> {
    const reads = organisationsRead(actor).filter(
      (id) => !query.organisationId || id === query.organisationId.toLowerCase(),
    );
    const after = readPlace(query.cursor);
    const most = limitOf(query);
    const owner = query.owner === 'me' ? actor.personId : null;
    const rows = await this.work.ask(openingFor(actor, true), (read) =>
      read.rows<MeasureRow & { major: MajorRef }>(lists[query.state ?? 'open'], [
        reads,
        owner,
        after?.value.slice(0, 10) ?? null,
        after?.id ?? null,
        most + 1,
      ]),
    );
    return pageOf(rows, most, {
      view: measureView,
      placeOf: (row) => ({ value: row.dueOn, id: row.id }),
    });
  }

  private async assertOwner(read: Read, ownerId: string, organisationId: string): Promise<void> {
    const found = await read.row<{ known: boolean }>(knownOwner, [ownerId, organisationId]);
    if (!found!.known) throw invalid('ownerId', 'unknown_id');
  }
}
