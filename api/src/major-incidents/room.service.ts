import { Injectable } from '@nestjs/common';
import type { GiveMajorRole, MajorView, WriteMajorEntry } from '@felles/contracts/http';
import { updateInterval, type MajorRole } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { insertRow } from '../platform/database/rows.js';
import type { Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { dropTimer, setTimer, TicketRecord } from '../tickets/index.js';
import { MajorRecord, patchMajor, type OpenedMajor } from './major-record.js';

const held: Statement = {
  name: 'major-role-held',
  text: `select (select person_id from major_role where ticket_id = $1 and role = $2) as holder,
    exists (select from membership m where m.person_id = $3 and m.organisation_id = $4 and m.valid_from <= felles_now() and (m.valid_to is null or m.valid_to > felles_now()))
      or exists (select from assignment_group_member a join assignment_group_serves g using (group_id) where a.person_id = $3 and g.organisation_id = $4) as known`,
};
const giveBack: Statement = {
  name: 'major-role-drop',
  text: `delete from major_role where ticket_id = $1 and role = $2`,
};
const sayPublicly: Statement = {
  name: 'notice-say',
  // the newest twenty: a status page is read, not studied
  text: `update notice n set version = n.version + 1, updates = (select jsonb_agg(u order by place) from (
      select u, place from jsonb_array_elements(n.updates || jsonb_build_object('at', $2::text, 'text', $3::text)) with ordinality as all_of(u, place)
      order by place desc limit 20) newest)
    where n.ticket_id = $1 and n.withdrawn_at is null
    returning n.id, n.organisation_id as "organisationId", n.version,
      (select coalesce(array_agg(p.organisation_id), '{}') from notice_place p where p.notice_id = n.id) as "organisationIds"`,
};

/** A notice that something was said in. */
export interface SpokenNotice {
  id: string;
  organisationId: string;
  version: number;
  organisationIds: string[];
}

/** What goes on in the room while it burns, and until the review is approved. */
@Injectable()
export class RoomService {
  constructor(
    private readonly record: TicketRecord,
    private readonly majors: MajorRecord,
  ) {}

  enter(
    asker: Asker,
    id: string,
    body: WriteMajorEntry,
    tell: (write: Write, notices: SpokenNotice[]) => void,
  ): Promise<MajorView> {
    return this.majors.change(asker, id, { permission: 'run-major', act: 'enter' }, async (write, opened) => {
      const { ticket, now } = opened;
      const entryId = randomUUIDv7();
      const happenedAt = happened(body.happenedAt, opened);
      const told = body.public ?? false;
      if (told && body.kind !== 'status') throw invalid('public', 'not_one_of', { allowed: 'status' });
      if (await claim(write, asker, { madeId: entryId, ticketId: id })) return;
      const textId = this.record.keepText(write, ticket, {
        purpose: 'entry',
        body: body.text,
        internal: true,
      });
      insertRow(write, 'major_entry', {
        id: entryId,
        ticketId: id,
        organisationId: ticket.organisationId,
        kind: body.kind,
        textId,
        authorId: asker.actor.personId,
        public: told,
        happenedAt,
        recordedAt: now,
      });
      if (told) {
        const notices = await write.rows<SpokenNotice>(sayPublicly, [
          id,
          happenedAt.toISOString(),
          body.text,
        ]);
        if (notices.length === 0) throw new ProblemError('notice_missing');
        tell(write, notices);
      }
      if (body.kind === 'status') this.windClock(write, opened, body.nextUpdateMinutes);
      this.record.save(write, asker, opened, {
        type: 'major.entered',
        patch: {},
        facts: {
          majorEntryId: [null, entryId],
          entryKind: [null, body.kind],
          happenedAt: [null, happenedAt.toISOString()],
        },
        texts: { entry: textId },
      });
    });
  }

  give(asker: Asker, id: string, role: MajorRole, { personId }: GiveMajorRole): Promise<MajorView> {
    return this.majors.change(asker, id, { permission: 'run-major', act: 'enter' }, async (write, opened) => {
      const { organisationId } = opened.ticket;
      const found = await write.row<{ holder: string | null; known: boolean }>(held, [
        id,
        role,
        personId,
        organisationId,
      ]);
      if (personId && !found!.known) throw invalid('personId', 'unknown_id');
      if (found!.holder === personId) return;
      write.send(giveBack, [id, role]);
      if (personId)
        insertRow(write, 'major_role', { ticketId: id, organisationId, role, personId, since: opened.now });
      this.record.save(write, asker, opened, {
        type: 'major.role_given',
        patch: {},
        facts: { majorRole: [null, role], personId: [found!.holder, personId] },
      });
    });
  }

  standDown(asker: Asker, id: string): Promise<MajorView> {
    return this.majors.change(asker, id, { permission: 'run-major', act: 'stand-down' }, (write, opened) => {
      patchMajor(write, id, { stoodDownAt: opened.now, nextUpdateAt: null });
      dropTimer(write, { subjectId: id, kind: 'major.update' });
      this.record.save(write, asker, opened, {
        type: 'major.stood_down',
        patch: {},
        facts: {
          stoodDownAt: [null, opened.now.toISOString()],
          severity: [opened.major.severity, opened.major.severity],
        },
      });
    });
  }

  /** It burns again. */
  resume(asker: Asker, id: string): Promise<MajorView> {
    return this.majors.change(asker, id, { permission: 'run-major', act: 'resume' }, (write, opened) => {
      const { severity, stoodDownAt } = opened.major;
      patchMajor(write, id, { stoodDownAt: null });
      this.windClock(write, { ...opened, major: { ...opened.major, stoodDownAt: null } }, undefined);
      this.record.save(write, asker, opened, {
        type: 'major.resumed',
        patch: {},
        facts: { stoodDownAt: [stoodDownAt!.toISOString(), null], severity: [severity, severity] },
      });
    });
  }

  /** The next status is due so long after this one; none is while nothing burns. */
  private windClock(write: Write, { major, ticket, now }: OpenedMajor, minutes: number | undefined): void {
    if (major.stoodDownAt) return;
    const nextUpdateAt = new Date(now.getTime() + (minutes ?? updateInterval(major.severity)) * 60_000);
    patchMajor(write, ticket.id, { nextUpdateAt });
    setTimer(write, {
      organisationId: ticket.organisationId,
      subjectId: ticket.id,
      kind: 'major.update',
      dueAt: nextUpdateAt,
    });
  }
}

const mostBefore = 30 * 24 * 3_600_000;

/** @throws ProblemError invalid when it is no moment, is still to come, or lies long before the incident. */
function happened(text: string | null | undefined, { ticket, now }: OpenedMajor): Date {
  if (text === null || text === undefined) return now;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || at.getTime() < ticket.openedAt.getTime() - mostBefore)
    throw invalid('happenedAt', 'not_a_time');
  if (at > now) throw invalid('happenedAt', 'in_the_future');
  return at;
}
