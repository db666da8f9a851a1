import { Injectable } from '@nestjs/common';
import type { DeclareMajor, MajorView, TicketView } from '@felles/contracts/http';
import { organisationsRead, updateInterval } from '@felles/domain';
import { insertRow, insertRows } from '../platform/database/rows.js';
import type { Read, Statement, Write } from '../platform/database/work.js';
import { changed } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { invalid, notFound, ProblemError } from '../platform/http/problem-error.js';
import { dropTimer, setTimer, TicketRecord, type OpenedTicket } from '../tickets/index.js';
import { MajorRecord, patchMajor } from './major-record.js';
import { majorAllows, majorState } from '@felles/domain';
import type { MajorIncident } from './major-row.js';

const references: Statement = {
  name: 'major-references',
  text: `select
    exists (select from assignment_group_member a join assignment_group_serves g using (group_id) where a.person_id = $2 and g.organisation_id = $1) as manager,
    not exists (select from unnest($3::uuid[]) s(id) where not exists (select from service_serves v where v.service_id = s.id and v.organisation_id = any ($4))) as services,
    (select coalesce(array_agg(service_id order by service_id), '{}') from major_service where ticket_id = $5) as "serviceIds",
    (select coalesce(array_agg(affected_id order by affected_id), '{}') from major_organisation where ticket_id = $5) as "organisationIds"`,
};
const clearServices: Statement = {
  name: 'major-clear-services',
  text: `delete from major_service where ticket_id = $1`,
};
const clearOrganisations: Statement = {
  name: 'major-clear-organisations',
  text: `delete from major_organisation where ticket_id = $1`,
};
const hangsOn: Statement = {
  name: 'major-hangs-on',
  text: `select exists (select from major_entry where ticket_id = $1) or exists (select from measure where ticket_id = $1)
    or exists (select from major_child_resolution where major_id = $1) or exists (select from notice where ticket_id = $1)
    or exists (select from ticket_link where to_id = $1 and kind = 'parent') as something`,
};
const withdraw: Statement = {
  name: 'major-withdraw',
  text: `delete from major_incident where ticket_id = $1`,
};

interface Found {
  manager: boolean;
  services: boolean;
  serviceIds: string[];
  organisationIds: string[];
}

/** An incident is declared major, and what was declared can be changed while it is not yet approved. */
@Injectable()
export class DeclarationService {
  constructor(
    private readonly record: TicketRecord,
    private readonly majors: MajorRecord,
  ) {}

  declare(asker: Asker, id: string, body: DeclareMajor): Promise<MajorView> {
    return this.majors.answer(asker, async (write) => {
      const opened = await this.record.open(write, asker, id, 'declare-major', 'incident');
      const before = await this.majors.of(write, id);
      if (before && !majorAllows(before, 'change')) throw new ProblemError('review_approved');
      if (!before && (opened.ticket.state === 'closed' || opened.ticket.state === 'cancelled'))
        throw new ProblemError('move_not_allowed');
      await this.write(write, asker, { opened, before, body });
      return id;
    });
  }

  /** Only while nothing hangs on it; what has begun is stood down instead. */
  undo(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'declare-major',
      async (write, opened) => {
        const major = await this.majors.of(write, id);
        if (!major) throw notFound();
        const hangs = await write.row<{ something: boolean }>(hangsOn, [id]);
        if (majorState(major) !== 'open' || hangs!.something) throw new ProblemError('move_not_allowed');
        write.send(withdraw, [id]);
        dropTimer(write, { subjectId: id, kind: 'major.update' });
        this.record.save(write, asker, opened, {
          type: 'major.withdrawn',
          patch: {},
          facts: {
            severity: [major.severity, null],
            managerId: [major.managerId, null],
            declaredAt: [major.declaredAt.toISOString(), null],
          },
        });
      },
      'incident',
    );
  }

  private async write(
    write: Write,
    asker: Asker,
    { opened, before, body }: { opened: OpenedTicket; before: MajorIncident | null; body: DeclareMajor },
  ): Promise<void> {
    const { ticket, now } = opened;
    const { id: ticketId, organisationId } = ticket;
    const managerId = body.managerId ?? before?.managerId ?? asker.actor.personId;
    const own = ticket.serviceId ? [ticket.serviceId] : [];
    const found = await this.find(write, asker, { ticketId, organisationId, managerId, body });
    const serviceIds = sorted(body.serviceIds ?? (before ? found.serviceIds : own));
    const organisationIds = sorted([
      ...(body.organisationIds ?? (before ? found.organisationIds : [])),
      organisationId,
    ]);
    const severity = body.severity;
    const minutes = body.nextUpdateMinutes ?? updateInterval(severity);
    const moves = !before || body.nextUpdateMinutes !== undefined || before.severity !== severity;
    const burning = !before?.stoodDownAt;
    const nextUpdateAt = !burning
      ? null
      : moves
        ? new Date(now.getTime() + minutes * 60_000)
        : before.nextUpdateAt;
    const reasonId = this.record.keepText(write, ticket, {
      purpose: 'reason',
      body: body.reason,
      internal: true,
    });
    const said = { severity, managerId, nextUpdateAt, reasonId };
    if (before) patchMajor(write, ticketId, said);
    else
      insertRow(write, 'major_incident', {
        ticketId,
        organisationId,
        ...said,
        declaredAt: now,
        declaredById: asker.actor.personId,
      });
    write.send(clearServices, [ticketId]);
    write.send(clearOrganisations, [ticketId]);
    if (serviceIds.length > 0)
      insertRows(
        write,
        'major_service',
        serviceIds.map((serviceId) => ({ ticketId, organisationId, serviceId })),
      );
    insertRows(
      write,
      'major_organisation',
      organisationIds.map((affectedId) => ({ ticketId, organisationId, affectedId })),
    );
    if (nextUpdateAt)
      setTimer(write, { organisationId, subjectId: ticketId, kind: 'major.update', dueAt: nextUpdateAt });
    this.record.save(write, asker, opened, {
      type: before ? 'major.changed' : 'major.declared',
      patch: {},
      facts: changed<'major.declared'>(
        before
          ? { ...before, serviceIds: found.serviceIds, organisationIds: found.organisationIds }
          : { serviceIds: [], organisationIds: [] },
        {
          severity,
          managerId,
          nextUpdateAt,
          serviceIds,
          organisationIds,
          ...(before ? {} : { declaredAt: now }),
        },
      ),
      texts: { reason: reasonId },
    });
  }

  /** @throws ProblemError invalid, naming what is not there for this asker. */
  private async find(
    read: Read,
    { actor }: Asker,
    about: { ticketId: string; organisationId: string; managerId: string; body: DeclareMajor },
  ): Promise<Found> {
    const { ticketId, organisationId, managerId, body } = about;
    const reads = organisationsRead(actor);
    const affected = [...new Set([organisationId, ...(body.organisationIds ?? [])])];
    // One that does not exist and one that is not the asker's are told apart by nobody.
    if (affected.some((id) => id !== organisationId && !reads.includes(id)))
      throw invalid('organisationIds', 'unknown_id');
    const found = await read.row<Found>(references, [
      organisationId,
      managerId,
      body.serviceIds ?? [],
      affected,
      ticketId,
    ]);
    if (!found!.manager) throw invalid('managerId', 'unknown_id');
    if (!found!.services) throw invalid('serviceIds', 'unknown_id');
    return found!;
  }
}

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
