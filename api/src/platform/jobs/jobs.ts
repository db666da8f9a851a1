import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PgBoss, type JobResult } from 'pg-boss';
import { Settings } from '../config/settings.js';
import type { Write } from '../database/work.js';

type Handler = (data: unknown, jobId: string) => Promise<void>;

/** Work that is done later, born in the same commit as what asks for it. pg-boss executes; it never decides when. */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Jobs.name);
  private readonly handlers = new Map<string, Handler>();
  private readonly schedules = new Map<string, string>();
  private readonly boss: PgBoss;

  constructor(settings: Settings) {
    this.boss = new PgBoss({
      connectionString: settings.database.jobs,
      schema: 'jobs',
      max: 4,
      migrate: false,
      createSchema: false,
      useListenNotify: true,
      application_name: 'felles jobs',
    });
    this.boss.on('error', (error: Error) => this.logger.warn(`jobs: ${error.message}`));
  }

  /** Says what is to be done with jobs of this name. Called before start-up has finished. */
  handle(name: string, handler: Handler): void {
    this.handlers.set(name, handler);
  }

  /** A job that comes back by the clock. */
  repeat(name: string, cron: string, handler: Handler): void {
    this.handle(name, handler);
    this.schedules.set(name, cron);
  }

  /** Hands over a job inside the caller's transaction; the same id twice is one job. */
  async enqueue(write: Write, job: { name: string; id: string; data: object }): Promise<void> {
    await this.boss.send(job.name, job.data, {
      id: job.id,
      retryLimit: 10,
      retryBackoff: true,
      db: {
        executeSql: async (text: string, values?: unknown[]) => {
          const rows = await write.rows<Record<string, unknown>>({ name: '', text }, values ?? []);
          return { rows };
        },
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.boss.start();
    for (const [name, handler] of this.handlers) {
      await this.boss.createQueue(name, { notify: true });
      // Each job of a batch is answered for by itself: one that fails does not fail its neighbours.
      await this.boss.work(
        name,
        { batchSize: 50, burstWhenBatchFull: true, perJobResults: true, pollingIntervalSeconds: 2 },
        async (jobs) => {
          const results: JobResult[] = [];
          for (const job of jobs) results.push(await this.run(job, handler));
          return results;
        },
      );
    }
    for (const [name, cron] of this.schedules)
      await this.boss.schedule(name, cron, null, { tz: 'Europe/Oslo' });
  }

  private async run(job: { id: string; name: string; data: unknown }, handler: Handler): Promise<JobResult> {
    try {
      await handler(job.data, job.id);
      return { id: job.id, status: 'completed' };
    } catch (error) {
      // pg-boss tries again, later and later; after the last try the job stays as failed.
      this.logger.error(`job ${job.name} ${job.id}: ${(error as Error).message}`);
      return { id: job.id, status: 'failed', output: { message: (error as Error).message } };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 5_000 });
  }
}
