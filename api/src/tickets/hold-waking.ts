import { Injectable } from '@nestjs/common';
import { SystemWork } from '../platform/database/database.module.js';
import { openingForSystem } from '../platform/database/work.js';
import { Log } from '../platform/events/log.js';
import { Jobs } from '../platform/jobs/jobs.js';
import type { DueTimer } from '../platform/jobs/timers.js';
import { stateAfterHold } from './move.service.js';
import { TicketRecord } from './ticket-record.js';
import { Ticket } from './ticket.entity.js';

/** Wakes what was put on hold until a moment that has come. */
@Injectable()
export class HoldWaking {
  constructor(
    private readonly work: SystemWork,
    private readonly record: TicketRecord,
    private readonly log: Log,
    jobs: Jobs,
  ) {
    jobs.handle('hold.wake', (timer) => this.wake(timer as DueTimer));
  }

  /** Doing it twice does it once: a ticket that is awake, or held anew until later, is left alone. */
  private wake({ organisationId, subjectId, dueAt }: DueTimer): Promise<void> {
    return this.work.write(openingForSystem([organisationId], false), async (write) => {
      const { ticket, now } = await this.record.lock(write, subjectId);
      if (ticket.state !== 'on_hold' || !ticket.holdUntil || ticket.holdUntil > new Date(dueAt)) return;
      const state = stateAfterHold(ticket);
      const version = ticket.version + 1;
      await write.manager.update(
        Ticket,
        { id: ticket.id },
        { state, holdReason: null, holdUntil: null, version, updatedAt: now },
      );
      this.log.record(
        write,
        { kind: 'system', id: null, correlationId: null, origin: 'live' },
        {
          type: 'ticket.woken',
          organisationId,
          subject: { kind: 'ticket', id: ticket.id, version },
          facts: {
            state: [ticket.state, state],
            holdReason: [ticket.holdReason, null],
            holdUntil: [ticket.holdUntil.toISOString(), null],
          },
        },
      );
    });
  }
}
