import { Injectable } from '@nestjs/common';
import type {
  AssignTicket,
  CancelTicket,
  HoldTicket,
  ResolveTicket,
  TicketView,
} from '@felles/contracts/http';
import { canMove, isOpen, stateByAssignment, type TicketKind, type TicketState } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import type { Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { entriesSince } from './conversation.js';
import { resolveReferences } from './ticket-fields.js';
import { TicketRecord, type OpenedTicket } from './ticket-record.js';
import type { Ticket } from './ticket.entity.js';
import { dropTimer, setTimer } from './timers.js';

const noHold = { holdReason: null, holdUntil: null } as const;
const noResolution = {
  resolutionCode: null,
  resolutionId: null,
  resolvedAt: null,
  resolvedById: null,
} as const;

/** The moves of a ticket through its lifecycle. Each is an act with a who and a when; undoing it is another act. */
@Injectable()
export class MoveService {
  constructor(private readonly record: TicketRecord) {}

  assign(asker: Asker, id: string, body: AssignTicket): Promise<TicketView> {
    return this.record.change(asker, id, 'assign', async (write, opened) => {
      const { ticket } = opened;
      if (!isOpen(ticket.state)) throw new ProblemError('move_not_allowed');
      const groupId = body.groupId === undefined ? ticket.groupId : body.groupId;
      const assigneeId =
        body.assigneeId !== undefined
          ? body.assigneeId
          : groupId === ticket.groupId
            ? ticket.assigneeId
            : null;
      await resolveReferences(write, { organisationId: ticket.organisationId, groupId, assigneeId });
      // Only a case is named after who holds it; a problem or a change stands where its work stands.
      const waiting = ticket.state === 'assigned' || (ticket.state === 'new' && ticket.kind !== 'problem');
      const state = waiting ? stateByAssignment({ groupId, assigneeId }) : ticket.state;
      this.record.save(write, asker, opened, {
        type: 'ticket.assigned',
        patch: { groupId, assigneeId, state },
      });
    });
  }

  /** Starting work takes the ticket when nobody has it. */
  start(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(asker, id, 'progress', (write, opened) => {
      const { ticket } = opened;
      // From `resolved` this would be a reopening, which has its own name and permission.
      if (ticket.state === 'resolved') throw new ProblemError('move_not_allowed');
      this.assertMove(ticket, 'in_progress');
      dropTimer(write, { subjectId: id, kind: 'hold.wake' });
      const assigneeId = ticket.assigneeId ?? asker.actor.personId;
      this.record.save(write, asker, opened, {
        type: 'ticket.started',
        patch: { state: 'in_progress', assigneeId, ...noHold },
      });
    });
  }

  stop(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(asker, id, 'progress', (write, opened) => {
      const { ticket } = opened;
      // Laid down it would be assigned; what nobody holds can only go on, be held or be resolved.
      if (ticket.state !== 'in_progress' || stateByAssignment(ticket) !== 'assigned')
        throw new ProblemError('move_not_allowed');
      this.record.save(write, asker, opened, { type: 'ticket.stopped', patch: { state: 'assigned' } });
    });
  }

  hold(asker: Asker, id: string, body: HoldTicket): Promise<TicketView> {
    return this.record.change(asker, id, 'hold', (write, opened) => {
      const { ticket, now } = opened;
      if (ticket.state !== 'on_hold') this.assertMove(ticket, 'on_hold');
      const holdUntil = body.until ? new Date(body.until) : null;
      if (holdUntil && !(holdUntil > now)) throw invalid('until', 'not_in_the_future');
      if (holdUntil)
        setTimer(write, {
          organisationId: ticket.organisationId,
          subjectId: id,
          kind: 'hold.wake',
          dueAt: holdUntil,
        });
      else dropTimer(write, { subjectId: id, kind: 'hold.wake' });
      this.record.save(write, asker, opened, {
        type: 'ticket.held',
        patch: { state: 'on_hold', holdReason: body.reason, holdUntil },
      });
    });
  }

  wake(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(asker, id, 'hold', (write, opened) => {
      const { ticket } = opened;
      if (ticket.state !== 'on_hold') throw new ProblemError('move_not_allowed');
      dropTimer(write, { subjectId: id, kind: 'hold.wake' });
      this.record.save(write, asker, opened, {
        type: 'ticket.woken',
        patch: { state: stateAfterHold(ticket), ...noHold },
      });
    });
  }

  resolve(asker: Asker, id: string, body: ResolveTicket & { kind?: TicketKind }): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'resolve',
      async (write, opened) => void (await this.resolveWithin(write, asker, opened, body)),
      body.kind,
    );
  }

  /** The same for a ticket that is open already, as part of another act. @returns the resolution's text revision. */
  async resolveWithin(
    write: Write,
    asker: Asker,
    opened: OpenedTicket,
    body: ResolveTicket,
  ): Promise<string> {
    const { ticket, now } = opened;
    this.assertMove(ticket, 'resolved');
    if (body.basedOnVersion !== undefined && body.basedOnVersion < ticket.conversationVersion) {
      const entries = await entriesSince(write, ticket.id, body.basedOnVersion);
      throw new ProblemError('conversation_moved', {
        conflict: { conversationVersion: ticket.conversationVersion, entries },
      });
    }
    const resolutionId = randomUUIDv7();
    dropTimer(write, { subjectId: ticket.id, kind: 'hold.wake' });
    this.record.keepTexts(write, ticket, [{ id: resolutionId, purpose: 'resolution', body: body.text }]);
    this.record.save(write, asker, opened, {
      type: 'ticket.resolved',
      patch: {
        state: 'resolved',
        resolutionCode: body.code,
        resolutionId,
        resolvedAt: now,
        resolvedById: asker.actor.personId,
        ...noHold,
      },
      texts: { resolution: resolutionId },
      movesConversation: true,
    });
    return resolutionId;
  }

  reopen(asker: Asker, id: string, kind?: TicketKind): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'reopen',
      (write, opened) => {
        const { ticket } = opened;
        if (ticket.state !== 'resolved') throw new ProblemError('move_not_allowed');
        this.record.save(write, asker, opened, {
          type: 'ticket.reopened',
          patch: {
            state: ticket.kind === 'problem' ? 'investigating' : 'in_progress',
            reopenCount: ticket.reopenCount + 1,
            ...noResolution,
          },
          movesConversation: true,
        });
      },
      kind,
    );
  }

  close(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(asker, id, 'close', (write, opened) => {
      this.assertMove(opened.ticket, 'closed');
      this.record.save(write, asker, opened, {
        type: 'ticket.closed',
        patch: { state: 'closed', closedAt: opened.now },
      });
    });
  }

  /** The desk may cancel what is open; its requester, only what is still open and theirs. */
  cancel(asker: Asker, id: string, body: CancelTicket): Promise<TicketView> {
    return this.record.change(asker, id, 'cancel', (write, opened) => {
      const { ticket, now } = opened;
      this.assertMove(ticket, 'cancelled');
      dropTimer(write, { subjectId: id, kind: 'hold.wake' });
      const cancellationId = this.record.keepText(write, ticket, {
        purpose: 'reason',
        body: body.reason,
      });
      this.record.save(write, asker, opened, {
        type: 'ticket.cancelled',
        patch: { state: 'cancelled', cancellationId, closedAt: now, ...noHold },
        texts: { reason: cancellationId },
      });
    });
  }

  private assertMove(ticket: Ticket, to: TicketState): void {
    if (!canMove(ticket.kind, ticket.state, to)) throw new ProblemError('move_not_allowed');
  }
}

/** A woken ticket goes back to whoever holds it; one that was being worked on is simply assigned again. */
export function stateAfterHold(ticket: Pick<Ticket, 'groupId' | 'assigneeId'>): TicketState {
  const state = stateByAssignment(ticket);
  return state === 'new' ? 'in_progress' : state;
}
