import { Injectable } from '@nestjs/common';
import type { ChangeView } from '@felles/contracts/http';
import type { ChangeState, ChangeResult, ChangeType, Level, RiskAnswers, TicketState } from '@felles/domain';
import { canMove } from '@felles/domain';
import type { TicketActName } from '../platform/auth/access.js';
import { camelRow } from '../platform/database/rows.js';
import type { Read, Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord, type OpenedTicket } from '../tickets/index.js';
import { viewChange } from './change-view.js';

/** The row beside the ticket's; see migrations/0015-changes.sql for what the database promises. */
export interface Change {
  ticketId: string;
  organisationId: string;
  type: ChangeType;
  risk: Level | null;
  riskAnswers: RiskAnswers;
  implementationId: string | null;
  testId: string | null;
  backOutId: string | null;
  reviewId: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  round: number;
  quorum: number | null;
  result: ChangeResult | null;
}

/** A change opened for an act: its ticket is locked, and so nobody else writes to what hangs on it. */
export interface OpenedChange {
  opened: OpenedTicket;
  change: Change;
  state: ChangeState;
}

const changeRow: Statement = {
  name: 'change-row',
  text: `select ticket_id, organisation_id, type, risk, risk_answers, implementation_id, test_id, back_out_id, review_id, starts_at, ends_at,
    round, quorum, result from change where ticket_id = $1`,
};

export async function changeOf(read: Read, id: string): Promise<Change> {
  const row = await read.row(changeRow, [id]);
  // A party to a change who no longer works at the desk sees the ticket, and nothing of the plan.
  if (!row) throw notFound();
  return camelRow<Change>(row);
}

/** Opens a change for an act and answers with the whole of it. */
@Injectable()
export class ChangeRecord {
  constructor(private readonly record: TicketRecord) {}

  async act(
    asker: Asker,
    id: string,
    act: TicketActName,
    work: (write: Write, change: OpenedChange) => void | Promise<void>,
  ): Promise<ChangeView> {
    const view = await this.record.actAndView(
      asker,
      async (write) => {
        await work(write, await this.open(write, asker, id, act));
        return id;
      },
      (read) => viewChange(read, asker.actor, id),
    );
    return view!;
  }

  /** @throws ProblemError not_found, forbidden, version_stale */
  async open(write: Write, asker: Asker, id: string, act: TicketActName): Promise<OpenedChange> {
    const opened = await this.record.open(write, asker, id, act, 'change');
    return { opened, change: await changeOf(write, id), state: opened.ticket.state as ChangeState };
  }
}

/** @throws ProblemError move_not_allowed */
export function assertMove(from: ChangeState, to: TicketState): void {
  if (!canMove('change', from, to)) throw new ProblemError('move_not_allowed');
}
