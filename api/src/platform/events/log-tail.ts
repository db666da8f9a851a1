import { Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Work } from '../database/work.js';
import type { Bell } from './bell.js';
import type { Place } from './cursor.js';
import { logEnd, readAfter, systemSight, type RecordedEvent } from './log-reader.js';

/** How long a reader that hears nothing waits before it looks by itself. */
const sweepMs = 1_000;
/** How soon it looks again when an older transaction holds an event back. */
const waitingMs = 10;

/** The local reader: starts at the end of the log and follows it for this process's own sockets. */
export class LogTail {
  readonly events = new Subject<RecordedEvent[]>();
  /** Seconds this process is behind the log, said whenever it changes by a second or returns to 0. */
  readonly behind = new Subject<number>();
  private readonly logger = new Logger(LogTail.name);
  private at: Place | null = null;
  private running = false;
  private again = false;
  private stopped = false;
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
    this.stopListening = this.bell.onRing(() => this.look());
    this.timer = setInterval(() => this.look(), sweepMs);
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    this.stopListening?.();
  }

  /** Everything up to here has been handed to the subscribers. */
  get place(): Place {
    if (!this.at) throw new Error('the log tail has not started');
    return this.at;
  }

  private look(): void {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    void this.follow();
  }

  private async follow(): Promise<void> {
    do {
      this.again = false;
      try {
        const from = this.place;
        const waiting = await this.readOn();
        // Under load some writer is always under way; behind is only who gets no further.
        if (this.place !== from) this.heldSince = null;
        this.say(waiting);
        if (waiting && !this.stopped) setTimeout(() => this.look(), waitingMs);
      } catch (error) {
        // The database is away; the sweep tries again, and until then live says how far behind it is.
        this.say(true);
        this.logger.warn(`the log cannot be read: ${(error as Error).message}`);
      }
    } while (this.again && !this.stopped);
    this.running = false;
  }

  private async readOn(): Promise<boolean> {
    for (;;) {
      const batch = await this.work.read(systemSight, (read) => readAfter(read, this.place));
      this.at = batch.place;
      if (batch.events.length > 0) this.events.next(batch.events);
      if (batch.waiting || batch.events.length === 0) return batch.waiting;
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
