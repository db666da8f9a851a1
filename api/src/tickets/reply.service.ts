import { Injectable } from '@nestjs/common';
import type { TicketView, WriteReply } from '@felles/contracts/http';
import { effectOfRequesterReply, holds, isParty, may, type TicketSight } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { insertRow } from '../platform/database/rows.js';
import type { Write } from '../platform/database/work.js';
import { authorOf, Log } from '../platform/events/log.js';
import { claimFiles } from '../platform/files/claim.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { entriesSince } from './conversation.js';
import { DraftService } from './draft.service.js';
import { FilingService } from './filing.service.js';
import { TicketLinks } from './link.service.js';
import { stateAfterHold } from './move.service.js';
import { TicketRecord, type OpenedTicket } from './ticket-record.js';
import type { Ticket } from './ticket.entity.js';
import { dropTimer } from './timers.js';

@Injectable()
export class ReplyService {
  constructor(
    private readonly record: TicketRecord,
    private readonly log: Log,
    private readonly drafts: DraftService,
    private readonly filing: FilingService,
    private readonly links: TicketLinks,
  ) {}

  /**
   * Adds to the conversation. Notes and all that a requester writes never conflict; an agent's public reply written
   * against an older conversation is refused with what came between, and its text stays as a draft.
   * @returns the ticket it ended up in: a reply to a closed case begins a new linked one.
   */
  async reply(asker: Asker, ticketId: string, body: WriteReply): Promise<TicketView> {
    try {
      return await this.record.act(asker, (write) => this.replyWithin(write, asker, ticketId, body));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'conversation_moved') {
        await this.drafts.keepRefused(asker, ticketId, body);
      }
      throw error;
    }
  }

  private async replyWithin(write: Write, asker: Asker, ticketId: string, body: WriteReply): Promise<string> {
    const opened = await this.record.lock(write, ticketId);
    const { ticket, sight } = opened;
    const act = body.audience === 'internal' ? 'note' : 'reply';
    if (!may(asker.actor, `${ticket.kind}:${act}`, sight)) throw new ProblemError('forbidden');
    const entryId = randomUUIDv7();
    const asRequester =
      isParty(asker.actor, sight) &&
      (ticket.requesterId === asker.actor.personId || !worksHere(asker, ticket));
    const effect =
      asRequester && act === 'reply' ? effectOfRequesterReply(ticket.state, ticket.holdReason) : 'append';
    const endsUpIn = effect === 'new_linked_case' ? randomUUIDv7() : ticketId;
    const before = await claim(write, asker, { madeId: entryId, ticketId: endsUpIn });
    if (before) return before.ticketId ?? ticketId;
    if (act === 'note') return this.note(write, asker, opened, entryId, body);

    const speaksForDesk = !asRequester && worksHere(asker, ticket);
    if (speaksForDesk) await this.assertUpToDate(write, ticket, body);
    if (effect === 'new_linked_case')
      return this.beginLinkedCase(write, asker, opened, { id: endsUpIn, body });
    return this.say(write, asker, opened, { entryId, body, effect });
  }

  private async say(
    write: Write,
    asker: Asker,
    opened: OpenedTicket,
    what: { entryId: string; body: WriteReply; effect: 'append' | 'wake' | 'reopen' },
  ): Promise<string> {
    const { ticket } = opened;
    const { entryId, body } = what;
    const textId = randomUUIDv7();
    const patch: Partial<Ticket> =
      what.effect === 'wake'
        ? { state: stateAfterHold(ticket), holdReason: null, holdUntil: null }
        : what.effect === 'reopen'
          ? {
              state: 'in_progress',
              resolutionCode: null,
              resolutionId: null,
              resolvedAt: null,
              resolvedById: null,
              reopenCount: ticket.reopenCount + 1,
            }
          : {};
    const conversationVersion = ticket.conversationVersion + 1;
    const kept = this.keepEntry(write, asker, opened, { entryId, textId, body, conversationVersion });
    if (what.effect === 'wake') dropTimer(write, { subjectId: ticket.id, kind: 'hold.wake' });
    this.record.save(write, asker, opened, {
      type: 'ticket.replied',
      patch,
      movesConversation: true,
      facts: {
        entryId: [null, entryId],
        ...(body.attachmentIds?.length ? { attachmentIds: [[], body.attachmentIds] } : {}),
        ...(body.force && body.basedOnVersion !== ticket.conversationVersion
          ? { forced: [false, true] }
          : {}),
      },
      texts: { body: textId },
    });
    await kept;
    return ticket.id;
  }

  private async note(
    write: Write,
    asker: Asker,
    opened: OpenedTicket,
    entryId: string,
    body: WriteReply,
  ): Promise<string> {
    const { ticket } = opened;
    const textId = randomUUIDv7();
    await this.keepEntry(write, asker, opened, { entryId, textId, body, conversationVersion: null });
    // Not `record.save`: to those who may not read notes nothing has happened, so nothing they can see moves.
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type: 'ticket.noted',
      organisationId: ticket.organisationId,
      subject: { kind: 'ticket', id: ticket.id, version: ticket.version },
      facts: {
        entryId: [null, entryId],
        ...(body.attachmentIds?.length ? { attachmentIds: [[], body.attachmentIds] } : {}),
      },
      texts: { body: textId },
    });
    return ticket.id;
  }

  private async keepEntry(
    write: Write,
    asker: Asker,
    { ticket, now }: OpenedTicket,
    what: { entryId: string; textId: string; body: WriteReply; conversationVersion: number | null },
  ): Promise<void> {
    const { entryId, textId, body, conversationVersion } = what;
    const { id: ticketId, organisationId } = ticket;
    const internal = body.audience === 'internal';
    this.record.keepTexts(write, ticket, [{ id: textId, purpose: 'body', body: body.body, internal }]);
    insertRow(write, 'entry', {
      id: entryId,
      organisationId,
      ticketId,
      audience: body.audience,
      authorId: asker.actor.personId,
      textId,
      channel: 'web',
      language: asker.actor.language,
      conversationVersion,
      writtenAt: now,
    });
    this.drafts.forget(write, asker, ticketId, body.audience);
    await claimFiles(write, { ids: body.attachmentIds ?? [], organisationId, ticketId, entryId, internal });
  }

  private async assertUpToDate(write: Write, ticket: Ticket, body: WriteReply): Promise<void> {
    if (body.basedOnVersion === undefined || body.basedOnVersion === null)
      throw new ProblemError('based_on_version_required');
    // Nobody can have read what has not been written.
    if (body.basedOnVersion > ticket.conversationVersion)
      throw invalid('basedOnVersion', 'out_of_range', { min: 0, max: ticket.conversationVersion });
    if (body.force || body.basedOnVersion === ticket.conversationVersion) return;
    throw new ProblemError('conversation_moved', {
      conflict: {
        conversationVersion: ticket.conversationVersion,
        entries: await entriesSince(write, ticket.id, body.basedOnVersion),
      },
    });
  }

  /** A closed case stays closed; what its requester says now is a new one, linked to it, for the same eyes. */
  private async beginLinkedCase(
    write: Write,
    asker: Asker,
    { ticket, sight }: OpenedTicket,
    { id, body }: { id: string; body: WriteReply },
  ): Promise<string> {
    const kind = ticket.kind === 'request' ? 'request' : 'incident';
    const { impact, urgency, organisationId, serviceId, categoryId, configurationItemId, siteId } = ticket;
    const made = await this.filing.fileWithin(write, asker, {
      id,
      kind,
      followsId: ticket.id,
      ...(ticket.restricted && { circle: circleAfter(sight) }),
      body: {
        title: ticket.title,
        description: body.body,
        attachmentIds: body.attachmentIds,
        impact,
        urgency,
        organisationId,
        serviceId,
        categoryId,
        configurationItemId,
        siteId,
      },
    });
    if (ticket.restricted) this.tellCircle(write, asker, made, circleAfter(sight));
    this.links.add(write, asker, {
      organisationId,
      fromId: made.id,
      toId: ticket.id,
      kind: 'relates_to',
    });
    this.drafts.forget(write, asker, ticket.id, 'public');
    return made.id;
  }

  private tellCircle(write: Write, asker: Asker, ticket: Ticket, circle: TicketSight['circle']): void {
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type: 'ticket.restricted',
      organisationId: ticket.organisationId,
      subject: { kind: 'ticket', id: ticket.id, version: ticket.version },
      facts: {
        circlePersonIds: [[], circle.flatMap(({ personId }) => personId ?? [])],
        circleGroupIds: [[], circle.flatMap(({ groupId }) => groupId ?? [])],
      },
    });
  }
}

/** Whoever held the closed case saw it by holding it, and holds the new one no more than anybody. */
function circleAfter({ circle, assigneeId }: TicketSight): TicketSight['circle'] {
  const named = circle.some(({ personId }) => personId === assigneeId);
  return assigneeId && !named ? [...circle, { personId: assigneeId }] : circle;
}

/** Whether the asker is one of the desk's people for this ticket. */
function worksHere({ actor }: Asker, ticket: Ticket): boolean {
  return holds(actor, ticket.organisationId, `${ticket.kind}:note`);
}
