import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { NoticeUpdate, PublicNotice, PublicStatus } from '@felles/contracts/http';
import type { Label } from '@felles/domain';
import { hash } from 'node:crypto';
import { firstValueFrom, race, Subject, Subscription, timer, type Observable } from 'rxjs';
import { openStatements } from '../platform/auth/statements.js';
import { AskerWork } from '../platform/database/database.module.js';
import { LogTail } from '../platform/events/log-tail.js';
import { newestFirst } from './notice-view.js';

interface Row {
  id: string;
  title: Label;
  body: Label;
  updates: NoticeUpdate[];
  services: Label[];
  places: string[];
  starts_at: Date;
  ends_at: Date | null;
}

/** Looked at anew this often even when nothing was said: what ends by the clock. */
const keptMs = 5_000;
/** How long somebody who has it all waits for something new. */
const waitMs = 20_000;
/** More than these are answered at once and ask again. */
const mostWaiting = 500;

/**
 * The public status page's words, kept in memory and renewed when the log says so: however many read it, the database is
 * asked when a notice changes and every few seconds.
 */
@Injectable()
export class PublicStatusBoard implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly moved = new Subject<void>();
  private readonly following = new Subscription();
  private kept: { at: number; status: Promise<PublicStatus> } | null = null;
  private waiting = 0;

  constructor(
    private readonly work: AskerWork,
    private readonly tail: LogTail,
  ) {}

  onApplicationBootstrap(): void {
    this.following.add(
      this.tail.events.subscribe((events) => {
        if (!events.some(({ subject }) => subject.kind === 'notice')) return;
        this.kept = null;
        this.moved.next();
      }),
    );
  }

  beforeApplicationShutdown(): void {
    this.following.unsubscribe();
    this.moved.next();
  }

  read(): Promise<PublicStatus> {
    if (!this.kept || performance.now() - this.kept.at > keptMs) {
      const status = this.fetch();
      const kept = { at: performance.now(), status };
      this.kept = kept;
      // One that failed is not kept; whoever asked for it is told.
      status.catch(() => {
        if (this.kept === kept) this.kept = null;
      });
    }
    return this.kept.status;
  }

  /** The next one after a revision: at once when there is one already, else when there is, or after a while the same. */
  async after(revision: string, left: Observable<unknown>): Promise<PublicStatus> {
    const now = await this.read();
    if (now.revision !== revision || this.waiting >= mostWaiting) return now;
    this.waiting++;
    await firstValueFrom(race(this.moved, timer(waitMs), left), { defaultValue: undefined }).finally(
      () => this.waiting--,
    );
    return this.read();
  }

  private async fetch(): Promise<PublicStatus> {
    const rows = await this.work.openly<Row>(openStatements.publicStatus, []);
    const notices = rows.map((row): PublicNotice => ({
      id: row.id,
      title: row.title,
      text: row.body,
      services: row.services,
      organisations: row.places,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at?.toISOString() ?? null,
      updates: newestFirst(row.updates),
    }));
    return { revision: hash('sha256', JSON.stringify(notices)).slice(0, 24), notices };
  }
}
