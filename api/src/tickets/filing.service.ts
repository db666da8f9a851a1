import { Injectable } from '@nestjs/common';
import type { FileTicket, TicketView } from '@felles/contracts/http';
import {
  defaultMatrix,
  formatNumber,
  holds,
  organisationsOf,
  priorityOf,
  initialState,
  type TicketKind,
  type TicketSight,
} from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { insertRow } from '../platform/database/rows.js';
import type { Statement, Write } from '../platform/database/work.js';
import { authorOf, changed, Log } from '../platform/events/log.js';
import { claimFiles } from '../platform/files/claim.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { resolveReferences } from './ticket-fields.js';
import { TicketRecord } from './ticket-record.js';
import { assertInSight } from './ticket-sight.js';
import type { Ticket } from './ticket.entity.js';

/** What filing may say beyond the form: which case this one goes on from. */
interface Circumstances {
  followsId?: string;
  /** Who alone may see it, beside its parties; left out, it is unrestricted. */
  circle?: TicketSight['circle'];
}

const memberOf: Statement = {
  name: 'person-organisations',
  text: `select organisation_id from membership where person_id = $1 and valid_from <= felles_now()
    and (valid_to is null or valid_to > felles_now()) order by valid_from`,
};
const nextNumber: Record<TicketKind, Statement> = {
  incident: { name: 'number-incident', text: `select nextval('incident_number') as serial` },
  request: { name: 'number-request', text: `select nextval('request_number') as serial` },
  problem: { name: 'number-problem', text: `select nextval('problem_number') as serial` },
  change: { name: 'number-change', text: `select nextval('change_number') as serial` },
};

@Injectable()
export class FilingService {
  constructor(
    private readonly record: TicketRecord,
    private readonly log: Log,
  ) {}

  /** Files a ticket; a repeat of the same intent finds the one already made. */
  file(asker: Asker, kind: TicketKind, body: FileTicket): Promise<TicketView> {
    return this.record.act(asker, (write) => this.fileOnce(write, asker, { kind, body }));
  }

  /**
   * The same inside a unit of work that already stands. `add` writes what hangs on the kind; it does not run when the intent
   * is a repeat. @returns the ticket's id.
   */
  async fileOnce(
    write: Write,
    asker: Asker,
    what: { kind: TicketKind; body: FileTicket },
    add?: (ticket: Ticket) => void | Promise<void>,
  ): Promise<string> {
    const id = randomUUIDv7();
    const before = await claim(write, asker, { madeId: id, ticketId: id });
    if (before) {
      await assertInSight(write, before.madeId);
      return before.madeId;
    }
    const ticket = await this.fileWithin(write, asker, { id, ...what });
    await add?.(ticket);
    return id;
  }

  /** Without asking whether it has been filed before: for what another act brings about. */
  async fileWithin(
    write: Write,
    asker: Asker,
    what: { id: string; kind: TicketKind; body: FileTicket } & Circumstances,
  ): Promise<Ticket> {
    const { id, kind, body } = what;
    const requesterId = body.requesterId ?? asker.actor.personId;
    const organisationId = body.organisationId ?? (await this.homeOf(write, asker, requesterId));
    this.assertMayFile(asker, { kind, organisationId, requesterId, groupId: body.groupId });
    const [found, serial] = await Promise.all([
      resolveReferences(write, { ...body, organisationId, requesterId }),
      write.row<{ serial: string }>(nextNumber[kind]),
    ]);
    const impact = body.impact ?? 'medium';
    const urgency = body.urgency ?? 'medium';
    const groupId = body.groupId ?? found.support_group_id;
    const ticket: Ticket = {
      id,
      organisationId,
      kind,
      impact,
      urgency,
      requesterId,
      groupId,
      number: formatNumber(kind, Number(serial!.serial)),
      externalSource: null,
      externalNumber: null,
      state: initialState(kind, { groupId, assigneeId: null }),
      title: body.title,
      descriptionId: null,
      priority: priorityOf(impact, urgency, found.priority_matrix ?? defaultMatrix),
      serviceId: body.serviceId ?? null,
      categoryId: body.categoryId ?? null,
      configurationItemId: body.configurationItemId ?? null,
      unitId: body.unitId ?? found.requester_unit_id,
      siteId: body.siteId ?? null,
      filedById: asker.actor.personId,
      channel: body.channel ?? 'web',
      language: asker.actor.language,
      assigneeId: null,
      restricted: what.circle !== undefined,
      holdReason: null,
      holdUntil: null,
      resolutionCode: null,
      resolutionId: null,
      resolvedById: null,
      cancellationId: null,
      reopenCount: 0,
      version: 1,
      conversationVersion: 0,
      openedAt: found.now,
      updatedAt: found.now,
      resolvedAt: null,
      closedAt: null,
    };
    const title = { id: randomUUIDv7(), purpose: 'title', body: body.title } as const;
    const description = body.description
      ? ({ id: randomUUIDv7(), purpose: 'description', body: body.description } as const)
      : null;
    ticket.descriptionId = description?.id ?? null;
    const { title: _, descriptionId: __, externalSource: ___, id: ____, ...facts } = ticket;
    const circle = (what.circle ?? []).map(({ personId = null, groupId = null }) => ({
      ticketId: id,
      organisationId,
      personId,
      groupId,
    }));
    insertRow(write, 'ticket', ticket);
    for (const member of circle) insertRow(write, 'ticket_circle', member);
    this.record.keepTexts(write, ticket, description ? [title, description] : [title]);
    const claimed = claimFiles(write, {
      ids: body.attachmentIds ?? [],
      organisationId,
      ticketId: id,
      entryId: null,
      internal: false,
    });
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type: 'ticket.filed',
      organisationId,
      subject: { kind: 'ticket', id, version: 1 },
      facts: {
        ...changed<'ticket.filed'>(
          { version: 1, conversationVersion: 0, reopenCount: 0, updatedAt: found.now },
          facts,
        ),
        ...(body.attachmentIds?.length ? { attachmentIds: [[], body.attachmentIds] as const } : {}),
        ...(what.followsId ? { followsId: [null, what.followsId] as const } : {}),
      },
      texts: { title: title.id, ...(description && { description: description.id }) },
      onBehalfOfId: requesterId === asker.actor.personId ? null : requesterId,
    });
    await claimed;
    return ticket;
  }

  private assertMayFile(
    asker: Asker,
    to: { kind: TicketKind; organisationId: string; requesterId: string; groupId?: string | null },
  ): void {
    const { actor } = asker;
    if (!organisationsOf(actor).includes(to.organisationId)) throw invalid('organisationId', 'unknown_id');
    if (!holds(actor, to.organisationId, `${to.kind}:file`)) throw new ProblemError('forbidden');
    // What is the desk's own is routed by whoever files it, and nobody else asks for it.
    const forOthers =
      to.kind === 'problem' || to.kind === 'change'
        ? to.requesterId === actor.personId
        : holds(actor, to.organisationId, `${to.kind}:file-for-others`);
    if (to.requesterId !== actor.personId && !forOthers) throw invalid('requesterId', 'not_yours');
    if (to.groupId && !forOthers) throw invalid('groupId', 'not_yours');
  }

  /** The organisation a case belongs to when nobody says: the requester's, as far as the asker can see it. */
  private async homeOf(write: Write, { actor }: Asker, requesterId: string): Promise<string> {
    if (requesterId === actor.personId && actor.memberships[0]) return actor.memberships[0].organisationId;
    const [home] = await write.rows<{ organisation_id: string }>(memberOf, [requesterId]);
    if (!home) throw invalid('requesterId', 'unknown_id');
    return home.organisation_id;
  }
}
