import { Injectable } from '@nestjs/common';
import { SystemWork } from '../platform/database/database.module.js';
import { openingForSystem } from '../platform/database/work.js';
import { Log } from '../platform/events/log.js';
import { Jobs } from '../platform/jobs/jobs.js';
import type { DueTimer } from '../platform/jobs/timers.js';
import { TicketRecord } from '../tickets/index.js';
import { MajorRecord } from './major-record.js';

/** Says that the next status of a burning major is overdue. */
@Injectable()
export class UpdateClock {
  constructor(
    private readonly work: SystemWork,
    private readonly record: TicketRecord,
    private readonly majors: MajorRecord,
    private readonly log: Log,
    jobs: Jobs,
  ) {
    jobs.handle('major.update', (timer) => this.ring(timer as DueTimer));
  }

  /** A clock that has been wound anew, or stopped, is left alone. */
  private ring({ organisationId, subjectId, dueAt }: DueTimer): Promise<void> {
    return this.work.write(openingForSystem([organisationId], false), async (write) => {
      const { ticket } = await this.record.lock(write, subjectId);
      const major = await this.majors.of(write, subjectId);
      // Undone since the clock was wound.
      if (!major) return;
      const { nextUpdateAt, managerId } = major;
      if (major.state !== 'open' || !nextUpdateAt || nextUpdateAt > new Date(dueAt)) return;
      this.log.record(
        write,
        { kind: 'system', id: null, correlationId: null, origin: 'live' },
        {
          type: 'major.update_overdue',
          organisationId,
          subject: { kind: 'ticket', id: ticket.id, version: ticket.version },
          facts: {
            managerId: [managerId, managerId],
            nextUpdateAt: [nextUpdateAt.toISOString(), nextUpdateAt.toISOString()],
          },
        },
      );
    });
  }
}
