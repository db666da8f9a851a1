import { Injectable } from '@nestjs/common';
import type { ChangeView, DecideOnChange } from '@felles/contracts/http';
import { isOwnChange, verdictOf, type ApprovalDecision } from '@felles/domain';
import { insertRow } from '../platform/database/rows.js';
import type { Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord } from '../tickets/index.js';
import { ChangeRecord, type OpenedChange } from './change-record.js';
import { setChangeTimers } from './change-timers.js';

const votesOf: Statement = {
  name: 'change-votes',
  text: `select person_id as "personId", decision from change_approval where ticket_id = $1 and round = $2`,
};

interface Vote {
  personId: string;
  decision: ApprovalDecision;
}

/** Deciding on a change: one decision per person and round, never on one's own, and as many as the risk demands. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly tickets: TicketRecord,
    private readonly changes: ChangeRecord,
  ) {}

  /** Sent twice it counts once; the ticket is locked, so that two who decide at once are counted one after the other. */
  decide(asker: Asker, id: string, body: DecideOnChange): Promise<ChangeView> {
    return this.changes.act(asker, id, 'approve', async (write, found) => {
      const { opened, change, state } = found;
      const { personId } = asker.actor;
      if (isOwnChange(personId, opened.ticket)) throw new ProblemError('own_change');
      if (body.round !== change.round) throw new ProblemError('round_over');
      const votes = await write.rows<Vote>(votesOf, [id, change.round]);
      const mine = votes.find((vote) => vote.personId === personId);
      if (mine?.decision === body.decision) return;
      if (mine) throw new ProblemError('already_decided');
      if (state !== 'authorise') throw new ProblemError('move_not_allowed');
      // Nobody can approve of what should have been done already.
      if (body.decision === 'approved' && change.endsAt && change.endsAt <= opened.now)
        throw new ProblemError('change_not_ready', { conflict: { gaps: ['window_past'] } });
      const comment = body.comment?.trim() ? body.comment : null;
      if (body.decision === 'rejected' && !comment) throw invalid('comment', 'required');
      this.keep(write, asker, found, { decision: body.decision, comment });
      this.conclude(write, asker, found, [...votes, { personId, decision: body.decision }]);
    });
  }

  private keep(
    write: Write,
    asker: Asker,
    { opened, change }: OpenedChange,
    { decision, comment }: { decision: ApprovalDecision; comment: string | null },
  ): void {
    const { personId } = asker.actor;
    const commentId =
      comment &&
      this.tickets.keepText(write, opened.ticket, { purpose: 'comment', body: comment, internal: true });
    insertRow(write, 'change_approval', {
      ticketId: change.ticketId,
      round: change.round,
      personId,
      organisationId: change.organisationId,
      decision,
      commentId,
      givenAt: opened.now,
    });
    this.tickets.save(write, asker, opened, {
      type: 'change.voted',
      patch: {},
      facts: { approverId: [null, personId], decision: [null, decision], round: [null, change.round] },
      texts: commentId ? { comment: commentId } : undefined,
    });
  }

  private conclude(write: Write, asker: Asker, { opened, change }: OpenedChange, votes: Vote[]): void {
    const verdict = verdictOf(votes, change.quorum ?? 1, opened.ticket);
    if (verdict === 'approved') {
      setChangeTimers(write, change);
      this.tickets.save(write, asker, opened, { type: 'change.authorised', patch: { state: 'scheduled' } });
    }
    // Not an end: its plan can be written anew.
    if (verdict === 'rejected')
      this.tickets.save(write, asker, opened, { type: 'change.rejected', patch: { state: 'rejected' } });
  }
}
