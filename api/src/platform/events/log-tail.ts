import { Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Work } from '../database/work.js';
import type { Bell } from './bell.js';
import type { Place } from './cursor.js';
import { Paced } from './paced.js';
import { logEnd, readAfter, systemSight, type RecordedEvent } from './log-reader.js';

/** How long a reader that hears nothing waits before it looks by itself. */
const sweepMs = 1_000;
/** Not sooner after the last look: under load events are read in batches, and one held back by an older transaction waits. */
const gapMs = 15;

/** The local reader: starts at the end of the log and follows it for this process's own sockets. */
export class LogTail {
  readonly events = new Subject<RecordedEvent[]>();
  /** Seconds this process is behind the log, said whenever it changes by a second or returns to 0. */
  readonly behind = new Subject<number>();
  private readonly logger = new Logger(LogTail.name);
  private at: Place | null = null;
  private readonly looking = new Paced(() => this.follow(), gapMs);
  private heldSince: number | null = null;
  private saidBehind = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly work: Work,
    private readonly bell: Bell,
  ) {}

  async start(): Promise<void> {
    this.at = await this.work.read(systemSight, logEnd);
    this.stopListening = this.bell.onRing(() => this.looking.ask());
    this.timer = setInterval(() => this.looking.ask(), sweepMs);
  }

  stop(): void {
    void this.looking.stop();
    clearInterval(this.timer);
    this.stopListening?.();
  }

  /** Everything up to here has been handed to the subscribers. */
  get place(): Place {
    if (!this.at) throw new Error('the log tail has not started');
    return this.at;
  }

  private async follow(): Promise<void> {
    try {
      const from = this.place;
      const { events, place, waiting, full } = await this.work.ask(systemSight, (read) =>
        readAfter(read, from),
      );
      this.at = place;
      if (events.length > 0) this.events.next(events);
      // Under load some writer is always under way; behind is only who gets no further.
      if (events.length > 0) this.heldSince = null;
      this.say(waiting);
      // Whatever is written after this rings again.
      if (full || waiting) this.looking.ask();
    } catch (error) {
      // The database is away; the sweep tries again, and until then live says how far behind it is.
      this.say(true);
      this.logger.warn(`the log cannot be read: ${(error as Error).message}`);
    }
  }

  private say(held: boolean): void {
    this.heldSince = held ? (this.heldSince ?? performance.now()) : null;
    const seconds = this.heldSince === null ? 0 : Math.floor((performance.now() - this.heldSince) / 1_000);
    // A moment's wait for a slow writer is ordinary and not worth a word.
    const worthSaying = seconds >= 2 ? seconds : 0;
    if (worthSaying !== this.saidBehind) this.behind.next((this.saidBehind = worthSaying));
  }
}
