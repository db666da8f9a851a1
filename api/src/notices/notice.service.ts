import { Injectable } from '@nestjs/common';
import type { ChangeNotice, NoticeList, NoticeView, PublishNotice } from '@felles/contracts/http';
import { holds, may, type Actor } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { AskerWork } from '../platform/database/database.module.js';
import { insertRow, insertRows, updateRow } from '../platform/database/rows.js';
import { openingFor, type Read, type Statement, type Write } from '../platform/database/work.js';
import { authorOf, changed, Log } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, notFound, ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord } from '../tickets/index.js';
import { noticeColumns, noticeView, type NoticeRow } from './notice-view.js';

const current: Statement = {
  name: 'notices-current',
  // Those that concern one of the asker's organisations, and a service it is offered where they name any.
  text: `select ${noticeColumns} from notice n where n.withdrawn_at is null and (n.ends_at is null or n.ends_at > felles_now())
      and exists (select from notice_place p where p.notice_id = n.id and p.organisation_id = any ((select asker_organisations())::uuid[])
        and (not exists (select from notice_service s where s.notice_id = n.id)
          or exists (select from notice_service s join service_serves v using (service_id) where s.notice_id = n.id and v.organisation_id = p.organisation_id)))
    order by n.starts_at desc, n.id limit 50`,
};
const ofTicket: Statement = {
  name: 'notices-of-ticket',
  // For those who read the desk's own: that a notice is about one's case is not for its requester to learn.
  text: `select ${noticeColumns} from notice n where n.ticket_id = $1
      and exists (select from ticket t where t.id = $1 and t.organisation_id = any ((select asker_reads())::uuid[]))
    order by n.starts_at desc, n.id limit 50`,
};
const one: Statement = { name: 'notice-open', text: `select ${noticeColumns} from notice n where n.id = $1` };
const lockOne: Statement = {
  name: 'notice-lock',
  text: `select n.id, n.organisation_id as "organisationId", n.title, n.body, n.starts_at as "startsAt", n.ends_at as "endsAt", n.withdrawn_at as "withdrawnAt",
      n.version, felles_now() as now, (select coalesce(array_agg(p.organisation_id), '{}') from notice_place p where p.notice_id = n.id) as "organisationIds"
    from notice n where n.id = $1 for no key update`,
};
const references: Statement = {
  name: 'notice-references',
  text: `select felles_now() as now, not exists (select from unnest($1::uuid[]) s(id)
    where not exists (select from service_serves v where v.service_id = s.id and v.organisation_id = any ($2))) as services`,
};

interface Locked {
  id: string;
  organisationId: string;
  title: NoticeRow['title'];
  body: NoticeRow['text'];
  startsAt: Date;
  endsAt: Date | null;
  withdrawnAt: Date | null;
  version: number;
  now: Date;
  organisationIds: string[];
}

type Spoken = Pick<Locked, 'id' | 'organisationId' | 'organisationIds' | 'version'>;

/** What the desk tells everybody of. Its words are public by being published. */
@Injectable()
export class NoticeService {
  constructor(
    private readonly work: AskerWork,
    private readonly record: TicketRecord,
    private readonly log: Log,
  ) {}

  async list({ actor }: Asker, ticketId?: string): Promise<NoticeList> {
    const rows = await this.work.ask(openingFor(actor, true), (read) =>
      ticketId ? read.rows<NoticeRow>(ofTicket, [ticketId]) : read.rows<NoticeRow>(current),
    );
    return { items: rows.map((row) => noticeView(actor, row)) };
  }

  publish(asker: Asker, body: PublishNotice): Promise<NoticeView> {
    const { actor } = asker;
    return this.answer(actor, async (write) => {
      const id = randomUUIDv7();
      const { organisationIds, serviceIds = [], ticketId = null } = body;
      if (organisationIds.some((of) => !holds(actor, of, 'incident:run-major')))
        throw invalid('organisationIds', 'unknown_id');
      const organisationId = ticketId ? await this.ownerOf(write, asker, ticketId) : organisationIds[0]!;
      const found = await write.row<{ now: Date; services: boolean }>(references, [
        serviceIds,
        organisationIds,
      ]);
      if (!found!.services) throw invalid('serviceIds', 'unknown_id');
      const startsAt = momentOf('startsAt', body.startsAt) ?? found!.now;
      const endsAt = momentOf('endsAt', body.endsAt);
      if (endsAt && endsAt <= startsAt) throw invalid('endsAt', 'not_in_the_future');
      const before = await claim(write, asker, { madeId: id, ticketId });
      if (before) return before.madeId;
      insertRow(write, 'notice', {
        id,
        organisationId,
        ticketId,
        title: { ...body.title },
        body: { ...body.text },
        startsAt,
        endsAt,
        publishedAt: found!.now,
        publishedById: actor.personId,
      });
      insertRows(
        write,
        'notice_place',
        organisationIds.map((of) => ({
          noticeId: id,
          organisationId: of,
          deskOrganisationId: organisationId,
        })),
      );
      if (serviceIds.length > 0)
        insertRows(
          write,
          'notice_service',
          serviceIds.map((serviceId) => ({ noticeId: id, serviceId, deskOrganisationId: organisationId })),
        );
      this.log.record(write, authorOf(actor, asker.correlationId), {
        type: 'notice.published',
        organisationId,
        subject: { kind: 'notice', id, version: 1 },
        facts: {
          noticeId: [null, id],
          startsAt: [null, startsAt.toISOString()],
          endsAt: [null, endsAt?.toISOString() ?? null],
          serviceIds: [[], serviceIds],
          organisationIds: [[], organisationIds],
        },
      });
      return id;
    });
  }

  change(asker: Asker, id: string, body: ChangeNotice): Promise<NoticeView> {
    return this.answer(asker.actor, async (write) => {
      const notice = await this.lock(write, asker, id);
      const endsAt = body.endsAt === undefined ? notice.endsAt : momentOf('endsAt', body.endsAt);
      if (endsAt && endsAt <= notice.startsAt) throw invalid('endsAt', 'not_in_the_future');
      const version = notice.version + 1;
      updateRow(write, 'notice', id, {
        title: body.title ? { ...body.title } : notice.title,
        body: body.text ? { ...body.text } : notice.body,
        endsAt,
        version,
      });
      this.tell(
        write,
        asker,
        'notice.changed',
        { ...notice, version },
        changed({ endsAt: notice.endsAt }, { endsAt }),
      );
      return id;
    });
  }

  /** It is gone from the portal and the status page; that it was there stands in the log. */
  withdraw(asker: Asker, id: string): Promise<void> {
    return this.work.write(openingFor(asker.actor, false), async (write) => {
      const notice = await this.lock(write, asker, id);
      const version = notice.version + 1;
      updateRow(write, 'notice', id, { withdrawnAt: notice.now, version });
      this.tell(write, asker, 'notice.withdrawn', { ...notice, version });
    });
  }

  /** Something was said in these by an act of its own. */
  tellOf(write: Write, asker: Asker, notices: readonly Spoken[]): void {
    for (const notice of notices) this.tell(write, asker, 'notice.changed', notice);
  }

  private tell(
    write: Write,
    asker: Asker,
    type: 'notice.changed' | 'notice.withdrawn',
    { id, organisationId, organisationIds, version }: Spoken,
    facts: object = {},
  ): void {
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type,
      organisationId,
      subject: { kind: 'notice', id, version },
      facts: { noticeId: [id, id], ...facts, organisationIds: [organisationIds, organisationIds] },
    });
  }

  /** @throws ProblemError not_found | forbidden | version_stale | move_not_allowed when it has been withdrawn. */
  private async lock(write: Write, asker: Asker, id: string): Promise<Locked> {
    const { actor, expectedVersion } = asker;
    // What the asker may not change is not locked either: whether it exists for them is another question.
    const seen = await write.row<NoticeRow>(one, [id]);
    if (!seen) throw notFound();
    if (!holds(actor, seen.organisationId, 'incident:run-major')) throw new ProblemError('forbidden');
    const notice = await write.row<Locked>(lockOne, [id]);
    if (!notice) throw notFound();
    if (notice.withdrawnAt) throw new ProblemError('move_not_allowed');
    if (expectedVersion !== null && expectedVersion !== notice.version)
      throw new ProblemError('version_stale', { conflict: { version: notice.version, changes: [] } });
    return notice;
  }

  /** @throws ProblemError invalid when the incident is out of sight, or not the asker's to run. */
  private async ownerOf(write: Write, asker: Asker, ticketId: string): Promise<string> {
    const opened = await this.record.lock(write, ticketId, 'incident').catch((error: unknown) => {
      throw error instanceof ProblemError ? invalid('ticketId', 'unknown_id') : error;
    });
    if (!may(asker.actor, 'incident:run-major', opened.sight)) throw invalid('ticketId', 'unknown_id');
    return opened.ticket.organisationId;
  }

  private answer(actor: Actor, act: (write: Write) => Promise<string>): Promise<NoticeView> {
    return this.work.writeAndAsk(openingFor(actor, false), act, async (read: Read, id) => {
      const row = await read.row<NoticeRow>(one, [id]);
      if (!row) throw notFound();
      return noticeView(actor, row);
    });
  }
}

/** @throws ProblemError invalid when it is no moment of the years 2000 to 9999. */
function momentOf(path: string, text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const at = new Date(text);
  const year = at.getUTCFullYear();
  if (Number.isNaN(at.getTime()) || year < 2000 || year > 9999) throw invalid(path, 'not_a_time');
  return at;
}
