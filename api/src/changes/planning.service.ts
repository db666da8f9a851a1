import { Injectable } from '@nestjs/common';
import type { ChangeView, FileChange, PlanChange } from '@felles/contracts/http';
import { planIsOpen, planReturns } from '@felles/domain';
import { insertRow } from '../platform/database/rows.js';
import type { Statement, Write } from '../platform/database/work.js';
import { authorOf, Log } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { FilingService, TicketRecord, type Ticket } from '../tickets/index.js';
import { ChangeRecord, type Change, type OpenedChange } from './change-record.js';
import { dropChangeTimers } from './change-timers.js';
import { viewChange } from './change-view.js';
import { PlanTexts } from './plan-texts.js';
import {
  assertKnown,
  planFacts,
  riskAfter,
  touchesNothing,
  touchingAfter,
  touchingOf,
  windowAfter,
  writeTouching,
} from './plan.js';

const savePlan: Statement = {
  name: 'change-save-plan',
  text: `update change set type = $2, risk = $3, risk_answers = $4, implementation_id = $5, test_id = $6, back_out_id = $7, starts_at = $8,
    ends_at = $9 where ticket_id = $1`,
};

/** Writing the plan of a change. What the board has before it is never edited: it is taken back, with all approvals. */
@Injectable()
export class PlanningService {
  constructor(
    private readonly tickets: TicketRecord,
    private readonly changes: ChangeRecord,
    private readonly filing: FilingService,
    private readonly texts: PlanTexts,
    private readonly log: Log,
  ) {}

  /** Files a draft; a repeat of the same intent finds the one already made. */
  async file(asker: Asker, body: FileChange): Promise<ChangeView> {
    const { title, description, organisationId, groupId } = body;
    const filed = { title, description, organisationId, groupId };
    const view = await this.tickets.actAndView(
      asker,
      (write) =>
        this.filing.fileOnce(write, asker, { kind: 'change', body: filed }, (ticket) =>
          this.begin(write, asker, ticket, body),
        ),
      (read, id) => viewChange(read, asker.actor, id),
    );
    return view!;
  }

  private async begin(write: Write, asker: Asker, ticket: Ticket, body: FileChange): Promise<void> {
    const { id: ticketId, organisationId } = ticket;
    const touching = touchingAfter(touchesNothing, body) ?? touchesNothing;
    await assertKnown(write, organisationId, touching);
    const { columns, texts } = this.texts.keepFirst(write, ticket, body);
    const change: Change = {
      ticketId,
      organisationId,
      type: body.type,
      ...riskAfter({ risk: null, riskAnswers: {} }, body),
      ...columns,
      reviewId: null,
      ...windowAfter({ startsAt: null, endsAt: null }, body),
      round: 0,
      quorum: null,
      result: null,
    };
    insertRow(write, 'change', change);
    writeTouching(write, change, touching, { anew: true });
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type: 'change.planned',
      organisationId,
      subject: { kind: 'ticket', id: ticketId, version: ticket.version },
      facts: planFacts(null, change, { before: touchesNothing, after: touching }),
      texts,
    });
  }

  plan(asker: Asker, id: string, body: PlanChange): Promise<ChangeView> {
    return this.changes.act(asker, id, 'plan', async (write, found) => {
      const { opened, change, state } = found;
      if (!planIsOpen(state) && !planReturns(state)) throw new ProblemError('move_not_allowed');
      const before = await touchingOf(write, id);
      const touching = touchingAfter(before, body);
      if (touching) await assertKnown(write, change.organisationId, touching);
      const kept = await this.texts.keepChanged(write, opened.ticket, change, body);
      const after: Change = {
        ...change,
        type: body.type ?? change.type,
        ...riskAfter(change, body),
        ...windowAfter(change, body),
        ...kept.columns,
      };
      const same =
        !kept.differs && JSON.stringify([after, touching ?? before]) === JSON.stringify([change, before]);
      if (same) return;
      if (touching) writeTouching(write, change, touching, { anew: false });
      this.savePlan(write, after);
      const ticket = this.tickets.save(write, asker, opened, {
        type: 'change.planned',
        patch: kept.ticket,
        facts: planFacts(change, after, { before, after: touching ?? before }),
        texts: kept.texts,
        movesRecord: true,
      });
      if (planReturns(state)) this.giveBack(write, asker, { ...found, opened: { ...opened, ticket } });
    });
  }

  /** Takes a change back to the drawing board: approvals given are for a plan that is no more. */
  takeBack(asker: Asker, id: string): Promise<ChangeView> {
    return this.changes.act(asker, id, 'plan', (write, found) => {
      const { state } = found;
      if (state !== 'assess' && state !== 'rejected' && !planReturns(state))
        throw new ProblemError('move_not_allowed');
      this.giveBack(write, asker, found);
    });
  }

  private giveBack(write: Write, asker: Asker, { opened, change }: OpenedChange): void {
    dropChangeTimers(write, change.ticketId);
    this.tickets.save(write, asker, opened, { type: 'change.returned', patch: { state: 'draft' } });
  }

  private savePlan(write: Write, change: Change): void {
    write.send(savePlan, [
      change.ticketId,
      change.type,
      change.risk,
      change.riskAnswers,
      change.implementationId,
      change.testId,
      change.backOutId,
      change.startsAt,
      change.endsAt,
    ]);
  }
}
