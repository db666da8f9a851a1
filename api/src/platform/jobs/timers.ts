import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SystemWork } from '../database/database.module.js';
import { openingForSystem, type Statement } from '../database/work.js';
import { Jobs } from './jobs.js';

/** A timer that has come due, as its job gets it. */
export interface DueTimer {
  organisationId: string;
  subjectId: string;
  kind: string;
  dueAt: string;
}

const takeDue: Statement = {
  name: 'timer-take-due',
  text: `delete from timer where id in (select id from timer where due_at <= felles_now() order by due_at limit 100 for update skip locked)
    returning id, organisation_id, subject_id, kind, due_at`,
};

interface DueRow {
  id: string;
  organisation_id: string;
  subject_id: string;
  kind: string;
  due_at: Date;
}

const lookEveryMs = 500;

/** Turns what has come due into jobs, in one transaction: whichever process is first takes it, exactly once. */
@Injectable()
export class Timers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Timers.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly work: SystemWork,
    private readonly jobs: Jobs,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.looking ??= this.look().finally(() => (this.looking = null));
    }, lookEveryMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      while ((await this.takeDue()) === 100);
    } catch (error) {
      // The database is away; what is due stays due.
      this.logger.warn(`timers: ${(error as Error).message}`);
    }
  }

  private takeDue(): Promise<number> {
    return this.work.write(openingForSystem([], false), async (write) => {
      const due = await write.rows<DueRow>(takeDue);
      for (const { id, kind, organisation_id, subject_id, due_at } of due) {
        const data: DueTimer = {
          organisationId: organisation_id,
          subjectId: subject_id,
          kind,
          dueAt: due_at.toISOString(),
        };
        await this.jobs.enqueue(write, { name: kind, id, data });
      }
      return due.length;
    });
  }
}
