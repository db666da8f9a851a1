import { Injectable } from '@nestjs/common';
import type { AssessChange, ChangeView, CompleteChange, ReviewChange } from '@felles/contracts/http';
import { gapsIn, quorumOf, stateAfterReview, stateWhenSubmitted } from '@felles/domain';
import type { Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord } from '../tickets/index.js';
import { assertMove, ChangeRecord, type Change } from './change-record.js';
import { setChangeTimers } from './change-timers.js';
import { touchingOf } from './plan.js';

const saveRound: Statement = {
  name: 'change-save-round',
  text: `update change set round = $2, quorum = $3, risk = $4 where ticket_id = $1`,
};
const saveResult: Statement = {
  name: 'change-save-result',
  text: `update change set result = $2, review_id = coalesce($3, review_id) where ticket_id = $1`,
};

/** A change's way through its lifecycle. Each move is an act with a who and a when. */
@Injectable()
export class ChangeMoves {
  constructor(
    private readonly tickets: TicketRecord,
    private readonly changes: ChangeRecord,
  ) {}

  /** Puts the plan forward: a standard change is scheduled at once, an emergency waits for one approval only. */
  submit(asker: Asker, id: string): Promise<ChangeView> {
    return this.changes.act(asker, id, 'plan', async (write, { opened, change, state }) => {
      const to = stateWhenSubmitted[change.type];
      if (state !== 'draft') throw new ProblemError('move_not_allowed');
      const { items, services } = await touchingOf(write, id);
      const gaps = gapsIn(
        {
          ...change,
          implementation: change.implementationId,
          test: change.testId,
          backOut: change.backOutId,
          touches: items.length + services.length,
        },
        opened.now,
      );
      if (gaps.length > 0) throw new ProblemError('change_not_ready', { conflict: { gaps } });
      const round = change.round + 1;
      const quorum = quorumOf(change.type, change.risk);
      write.send(saveRound, [id, round, quorum, change.risk]);
      if (to === 'scheduled') setChangeTimers(write, change);
      this.tickets.save(write, asker, opened, {
        type: 'change.submitted',
        patch: { state: to },
        facts: { round: [change.round, round], quorum: [change.quorum, quorum] },
      });
    });
  }

  /** Weighs it: what the risk is, and so how many have to approve. */
  assess(asker: Asker, id: string, body: AssessChange): Promise<ChangeView> {
    return this.changes.act(asker, id, 'assess', (write, { opened, change, state }) => {
      if (state !== 'assess') throw new ProblemError('move_not_allowed');
      const risk = body.risk ?? change.risk;
      const quorum = quorumOf(change.type, risk);
      write.send(saveRound, [id, change.round, quorum, risk]);
      this.tickets.save(write, asker, opened, {
        type: 'change.assessed',
        patch: { state: 'authorise' },
        facts: { risk: [change.risk, risk], quorum: [change.quorum, quorum] },
      });
    });
  }

  /** Begins by hand what the clock has not begun yet. */
  implement(asker: Asker, id: string): Promise<ChangeView> {
    return this.changes.act(asker, id, 'implement', (write, { opened, change, state }) => {
      assertMove(state, 'implementing');
      if (change.startsAt && opened.now < change.startsAt) throw new ProblemError('window_not_open');
      this.tickets.save(write, asker, opened, { type: 'change.started', patch: { state: 'implementing' } });
    });
  }

  /** Says that the work is done, and how it went as those who did it see it. */
  complete(asker: Asker, id: string, { result = 'successful' }: CompleteChange): Promise<ChangeView> {
    return this.changes.act(asker, id, 'implement', (write, { opened, change, state }) => {
      assertMove(state, 'review');
      this.saveResult(write, change, result);
      this.tickets.save(write, asker, opened, {
        type: 'change.implemented',
        patch: { state: 'review' },
        facts: { result: [change.result, result] },
      });
    });
  }

  /** The last word on it. */
  review(asker: Asker, id: string, { result, text }: ReviewChange): Promise<ChangeView> {
    return this.changes.act(asker, id, 'review', (write, { opened, change, state }) => {
      if (state !== 'review') throw new ProblemError('move_not_allowed');
      const review = this.tickets.keepText(write, opened.ticket, {
        purpose: 'review',
        body: text,
        internal: true,
      });
      this.saveResult(write, change, result, review);
      this.tickets.save(write, asker, opened, {
        type: 'change.reviewed',
        patch: { state: stateAfterReview(result), closedAt: opened.now },
        facts: { result: [change.result, result] },
        texts: { review },
      });
    });
  }

  private saveResult(
    write: Write,
    change: Change,
    result: Change['result'],
    review: string | null = null,
  ): void {
    write.send(saveResult, [change.ticketId, result, review]);
  }
}
