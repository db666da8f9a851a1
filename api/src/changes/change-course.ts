import { Injectable } from '@nestjs/common';
import { patchResult, stateAfterReview, type ChangeState, type UpdateOutcome } from '@felles/domain';
import type { Statement, Write } from '../platform/database/work.js';
import { systemAuthor } from '../platform/events/log.js';
import { TicketRecord, type OpenedTicket } from '../tickets/index.js';
import { changeOf, type Change } from './change-record.js';

const outcomesOf: Statement = {
  name: 'change-outcomes',
  text: `select outcome from change_update where ticket_id = $1`,
};
const propose: Statement = {
  name: 'change-propose-result',
  text: `update change set result = $2 where ticket_id = $1`,
};

/** A change that is followed by the system: by the clock, and by what its servers report. */
export interface Course {
  opened: OpenedTicket;
  change: Change;
}

/** What a change does by itself: it begins with its window, and what its servers say of it decides how it ends. */
@Injectable()
export class ChangeCourse {
  constructor(private readonly record: TicketRecord) {}

  async open(write: Write, id: string): Promise<Course> {
    const opened = await this.record.lock(write, id, 'change');
    return { opened, change: await changeOf(write, id) };
  }

  /** Begins what is scheduled once its window has. @returns the course as it is then. */
  begin(write: Write, course: Course): Course {
    const { opened, change } = course;
    if (opened.ticket.state !== 'scheduled' || !change.startsAt || opened.now < change.startsAt)
      return course;
    const ticket = this.record.saveBy(write, systemAuthor, opened, {
      type: 'change.started',
      patch: { state: 'implementing' },
    });
    return { change, opened: { ...opened, ticket } };
  }

  /**
   * Draws the conclusion from what the servers have said so far: everything installed closes the change; something not
   * installed when its window has ended puts it up for review, with a proposal. A later report still changes the proposal.
   */
  async conclude(write: Write, { opened, change }: Course): Promise<void> {
    const state = opened.ticket.state as ChangeState;
    if (state !== 'implementing' && state !== 'review') return;
    const rows = await write.rows<{ outcome: UpdateOutcome }>(outcomesOf, [change.ticketId]);
    const isOver = change.endsAt !== null && opened.now >= change.endsAt;
    const result = patchResult(
      rows.map(({ outcome }) => outcome),
      isOver,
    );
    if (!result) return;
    write.send(propose, [change.ticketId, result]);
    if (result === 'successful')
      this.record.saveBy(write, systemAuthor, opened, {
        type: 'change.reviewed',
        patch: { state: stateAfterReview(result), closedAt: opened.now },
        facts: { result: [change.result, result] },
      });
    else if (state === 'implementing')
      this.record.saveBy(write, systemAuthor, opened, {
        type: 'change.implemented',
        patch: { state: 'review' },
        facts: { result: [change.result, result] },
      });
  }
}
