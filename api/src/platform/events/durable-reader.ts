import { Logger } from '@nestjs/common';
import { openingForSystem, type Statement, type Work, type Write } from '../database/work.js';
import type { Bell } from './bell.js';
import { comparePlaces, type Place } from './cursor.js';
import { logEnd, readAfter, type RecordedEvent } from './log-reader.js';
import { Paced } from './paced.js';

interface Following {
  /** Never changed once released: the cursor is kept under it. */
  readonly name: string;
  /** `start`: everything since the beginning; `end`: from the first time it runs. */
  readonly from: 'start' | 'end';
  readonly types: readonly string[];
}

/** Digests event by event. Effects go through `write` and commit together with the cursor. */
export interface OneByOne extends Following {
  digest(write: Write, event: RecordedEvent): Promise<void>;
}

/** Digests a batch at a time, for what is counted in sets. Never called with an empty one. */
export interface AllAtOnce extends Following {
  digestAll(write: Write, events: readonly RecordedEvent[]): Promise<void>;
}

/** Something that follows the whole log and does what it must exactly once. */
export type Digestion = OneByOne | AllAtOnce;

const triesBeforeParking = 3;
const batchSize = 200;
const sweepMs = 1_000;
/** Not sooner after the last look: under load events are digested in batches, and one held back by an older transaction waits. */
const gapMs = 50;
/** A batch is cut off after this long: while its transaction is open, no screen hears of anything newer. */
const batchMs = 15;

interface PlaceRow {
  generation: number;
  xid: string;
  id: string;
}

const readerPlace: Statement = {
  name: 'reader-place',
  text: `select generation, xid::text as xid, id::text as id from log_reader where name = $1`,
};
// `no key`, so that noting a failure (a foreign key to this row) never waits for another process's batch.
const lockReader: Statement = {
  name: 'reader-lock',
  text: `select generation, xid::text as xid, id::text as id from log_reader where name = $1 for no key update skip locked`,
};
const addReader: Statement = {
  name: 'reader-add',
  text: `insert into log_reader (name, generation, xid, id, moved_at) values ($1, $2, $3::xid8, $4, felles_now()) on conflict do nothing`,
};
const moveReader: Statement = {
  name: 'reader-move',
  text: `update log_reader set generation = $2, xid = $3::xid8, id = $4, moved_at = felles_now() where name = $1`,
};
const noteFailure: Statement = {
  name: 'reader-failure',
  text: `insert into log_parked as p (reader, generation, xid, event_id, tries, error) values ($1, $2, $3::xid8, $4, 1, $5)
    on conflict (reader, event_id) do update set tries = p.tries + 1, error = excluded.error,
      parked_at = case when p.tries + 1 >= ${triesBeforeParking} then felles_now() end
    returning tries`,
};
const notedEvents: Statement = {
  name: 'reader-noted',
  text: `select event_id::text as id, parked_at is not null as parked from log_parked where reader = $1`,
};
const forgetFailure: Statement = {
  name: 'reader-forget-failure',
  text: `delete from log_parked where reader = $1 and event_id = $2 and parked_at is null`,
};
// Effects are written as the system of the organisations in the batch. The commit need not reach the disk at once: what a
// crash takes, it takes together with the cursor, and it is done again.
const enterOrganisations: Statement = {
  name: 'reader-organisations',
  text: `select set_config('app.organisations', $1, true), set_config('app.reads', $1, true), set_config('synchronous_commit', 'off', true)`,
};

/** A failure that is surely this event's. */
class Undigested extends Error {
  constructor(
    readonly event: RecordedEvent,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

/**
 * Runs one digestion in whichever process holds its row. Cursor and effects move in one transaction. When a batch fails,
 * its events are taken one at a time, so that whatever fails, the commit included, has a name; an event that has failed
 * three times is parked and said aloud, and the others go on.
 */
export class DurableReader {
  private readonly logger = new Logger(DurableReader.name);
  private readonly looking = new Paced(() => this.follow(), gapMs);
  private stopped = false;
  /** After a failure: nothing until the next sweep, however often the bell rings. */
  private resting = false;
  /** How many events are still to be taken one at a time. */
  private careful = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly work: Work,
    private readonly bell: Bell,
    private readonly digestion: Digestion,
  ) {}

  start(): void {
    this.stopListening = this.bell.onRing(() => this.look());
    this.timer = setInterval(() => {
      this.resting = false;
      this.look();
    }, sweepMs);
    this.look();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    this.stopListening?.();
    await this.looking.stop();
  }

  private look(): void {
    if (!this.resting) this.looking.ask();
  }

  private async follow(): Promise<void> {
    try {
      while (!this.stopped && (await this.step()));
    } catch (error) {
      await this.failed(error);
    }
  }

  /** One batch. @returns whether there may be more. */
  private async step(): Promise<boolean> {
    const { name } = this.digestion;
    let digesting: RecordedEvent | undefined;
    try {
      return await this.work.write(openingForSystem([], false), async (write) => {
        const row = await write.row<PlaceRow>(readerPlace, [name]);
        if (!row) {
          await this.enrol(write);
          return true;
        }
        const batch = await readAfter(write, placeOf(row), this.careful > 0 ? 1 : batchSize);
        if (batch.events.length === 0) {
          if (batch.waiting) this.look();
          return false;
        }
        // Not before there is something to do: a lock takes a transaction id, and an open one holds back every reader of
        // the log. Whoever was here in between has moved the row, and then what was read is not ours to digest.
        const locked = await write.row<PlaceRow>(lockReader, [name]);
        if (!locked) return false;
        if (comparePlaces(placeOf(locked), placeOf(row)) !== 0) return true;
        const [noted] = await Promise.all([
          write.rows<{ id: string; parked: boolean }>(notedEvents, [name]),
          write.rows(enterOrganisations, [
            `{${[...new Set(batch.events.map((event) => event.organisationId))].join(',')}}`,
          ]),
        ]);
        const failuresOf = ({ place }: RecordedEvent) => noted.find(({ id }) => id === String(place.id));
        const wanted = batch.events.filter(
          (event) => this.digestion.types.includes(event.type) && !failuresOf(event)?.parked,
        );
        // What fails is known to be an event's own only when it is taken alone.
        const digested = await this.digest(write, wanted, (event) => (digesting = event));
        for (const event of digested) {
          const failures = failuresOf(event);
          if (failures) await write.rows(forgetFailure, [name, failures.id]);
        }
        const cut = digested.length < wanted.length;
        const reached = cut ? digested.at(-1)!.place : batch.place;
        await write.rows(moveReader, [name, reached.generation, String(reached.xid), String(reached.id)]);
        // Whatever is written after this rings again.
        if (batch.waiting) this.look();
        return batch.full || cut;
      });
    } catch (cause) {
      throw digesting && this.careful > 0 ? new Undigested(digesting, cause) : cause;
    } finally {
      if (this.careful > 0) this.careful--;
    }
  }

  /** @returns those that were digested: all, or as many as there was time for. */
  private async digest(
    write: Write,
    wanted: readonly RecordedEvent[],
    begin: (event: RecordedEvent) => void,
  ): Promise<readonly RecordedEvent[]> {
    if (wanted.length === 0) return wanted;
    if ('digestAll' in this.digestion) {
      begin(wanted[0]!);
      await this.digestion.digestAll(write, wanted);
      return wanted;
    }
    const until = performance.now() + batchMs;
    for (const [index, event] of wanted.entries()) {
      begin(event);
      await this.digestion.digest(write, event);
      if (performance.now() > until) return wanted.slice(0, index + 1);
    }
    return wanted;
  }

  private async enrol(write: Write): Promise<void> {
    const place = this.digestion.from === 'start' ? { generation: 0, xid: 0n, id: 0n } : await logEnd(write);
    await write.rows(addReader, [this.digestion.name, place.generation, String(place.xid), String(place.id)]);
  }

  private async failed(error: unknown): Promise<void> {
    const { name } = this.digestion;
    if (!(error instanceof Undigested)) {
      this.logger.warn(`${name} cannot read on: ${(error as Error).message}`);
      // Looked at closely once; a database that is away, or a fault of nobody's event, waits for the sweep.
      this.resting = this.careful > 0;
      this.careful = batchSize;
      return this.look();
    }
    this.careful = batchSize;
    this.resting = true;
    const { event } = error;
    try {
      const noted = await this.work.write(openingForSystem([], false), (write) =>
        write.row<{ tries: number }>(noteFailure, [
          name,
          event.place.generation,
          String(event.place.xid),
          String(event.place.id),
          error.message,
        ]),
      );
      const parked = noted!.tries >= triesBeforeParking;
      this.logger.error(
        `${name} could not digest event ${event.place.id} (${parked ? 'parked' : `try ${noted!.tries}`}): ${error.message}`,
      );
      if (parked) {
        this.resting = false;
        this.look();
      }
    } catch (unreachable) {
      // The database is away, and so the failure was not the event's: it is not counted.
      this.logger.warn(`${name}: ${(unreachable as Error).message}`);
    }
  }
}

function placeOf(row: PlaceRow): Place {
  return { generation: row.generation, xid: BigInt(row.xid), id: BigInt(row.id) };
}
