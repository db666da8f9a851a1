import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '@felles/testing';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { openWork } from '../database/guarded-pool.js';
import { addressAs } from '../database/migrator.js';
import type { Statement, Work, Write } from '../database/work.js';
import { Bell } from './bell.js';
import { DurableReader, type AllAtOnce, type Digestion } from './durable-reader.js';
import type { RecordedEvent } from './log-reader.js';

let database: TestDatabase;
const organisation = randomUUID();

beforeAll(async () => {
  database = await freshDatabase();
  await database.sql(`insert into organisation (id, name) values ($1, 'Fjordvik')`, [organisation]);
  // The digestion's effect: one row per event, and none of its own accord twice.
  await database.sql(`create table effect (name text, event_id bigint, worker text)`);
  await database.sql(`grant insert on effect to felles_worker_work`);
  await database.sql(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'not at commit'; end $$`,
  );
  await database.sql(`create constraint trigger at_commit after insert on effect deferrable initially deferred
    for each row when (new.worker = 'refused') execute function refuse()`);
  Logger.overrideLogger(false);
});
afterAll(() => database?.drop());

/** One process with its own pool and bell. */
interface Process {
  work: Work;
  source: DataSource;
  bell: Bell;
  readers: DurableReader[];
}
let processes: Process[] = [];

async function startProcess(): Promise<Process> {
  const { work, source } = await openWork({
    url: addressAs(database.owner, 'felles_worker', database.secret),
    name: 'test',
    most: 3,
    entities: [],
    openStatements: [],
  });
  const bell = new Bell(database.owner);
  await bell.start();
  const process = { work, source, bell, readers: [] };
  processes.push(process);
  return process;
}

afterEach(async () => {
  for (const { readers, bell, source } of processes) {
    await Promise.all(readers.map((reader) => reader.stop()));
    await bell.stop();
    await source.destroy();
  }
  processes = [];
});

const takeEffect: Statement = { name: 'test-effect', text: `insert into effect values ($1, $2, $3)` };
const breakDown: Statement = { name: 'test-break', text: `select 1 / 0` };

let name: string;
beforeEach(() => {
  name = `test ${randomUUID()}`;
});

function read(
  process: Process,
  worker: string,
  before?: (write: Write, event: RecordedEvent) => Promise<void>,
): void {
  const digestion: Digestion = {
    name,
    from: 'end',
    types: ['ticket.stopped'],
    async digest(write, event) {
      await before?.(write, event);
      await write.rows(takeEffect, [name, String(event.place.id), worker]);
    },
  };
  const reader = new DurableReader(process.work, process.bell, digestion);
  process.readers.push(reader);
  reader.start();
}

/** Writes events, each in a transaction of its own. @returns their ids. */
async function happen(many: number, type = 'ticket.stopped'): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < many; index++) {
    const [row] = await database.sql<{ id: string }>(
      `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
       values ($1, $2, 'ticket', $3, 'system', felles_now(), felles_now(), 'live', '{}') returning id::text`,
      [organisation, type, randomUUID()],
    );
    ids.push(row!.id);
  }
  return ids;
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await condition());) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const enrolled = () =>
  until(
    'enrolled',
    async () => (await database.sql(`select from log_reader where name = $1`, [name])).length === 1,
  );

/** The end of the log is where no transaction of the whole server, another test's as well, may still write before. */
const settled = () =>
  until('settled', async () => {
    const [row] = await database.sql<{ left: boolean }>(
      `select exists (select from domain_event where xid >= pg_snapshot_xmin(pg_current_snapshot())) as left`,
    );
    return !row!.left;
  });

const caughtUp = () =>
  until('caught up', async () => {
    const [row] = await database.sql<{ left: boolean }>(
      `select exists (select from domain_event e, log_reader r where r.name = $1 and (e.generation, e.xid, e.id) > (r.generation, r.xid, r.id)) as left`,
      [name],
    );
    return !row!.left;
  });

const effects = async () =>
  (
    await database.sql<{ id: string }>(
      `select event_id::text as id from effect where name = $1 order by ctid`,
      [name],
    )
  ).map(({ id }) => id);

const noted = () =>
  database.sql<{ event_id: string; tries: number; parked: boolean }>(
    `select event_id::text, tries, parked_at is not null as parked from log_parked where reader = $1`,
    [name],
  );

describe('a durable reader', () => {
  it('digests every event once and in order, whichever of several processes gets to it', async () => {
    const all = await Promise.all([startProcess(), startProcess(), startProcess()]);
    all.forEach((process, index) => read(process, String(index)));
    await enrolled();
    const writers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const ids = await happen(60);
        all[0].bell.ring();
        return ids;
      }),
    );
    await caughtUp();
    const order = await database.sql<{ id: string }>(
      `select id::text from domain_event where id = any ($1) order by generation, xid, id`,
      [writers.flat()],
    );
    expect(await effects()).toEqual(order.map(({ id }) => id));
  });

  it('begins where the log ends, and passes over what it does not digest', async () => {
    await happen(3);
    await settled();
    read(await startProcess(), 'one');
    await enrolled();
    const [wanted] = await happen(1);
    await happen(5, 'ticket.attached');
    await caughtUp();
    expect(await effects()).toEqual([wanted]);
  });

  it('parks an event that has failed three times, and the others go on', async () => {
    let tries = 0;
    let poison = '';
    read(await startProcess(), 'one', async (write, event) => {
      if (String(event.place.id) !== poison) return;
      tries++;
      await write.rows(breakDown);
    });
    await enrolled();
    const good = await happen(5);
    const [row] = await database.sql<{ next: string }>(
      `select (max(id) + 1)::text as next from domain_event`,
    );
    poison = row!.next;
    const ids = await happen(4);
    expect(ids[0]).toBe(poison);
    await caughtUp();
    expect(await effects()).toEqual([...good, ...ids.slice(1)]);
    expect(await noted()).toEqual([{ event_id: poison, tries: 3, parked: true }]);
    // once in its batch, where it was not yet known whose fault it was, and three times by itself
    expect(tries).toBeLessThanOrEqual(4);
  });

  it('knows whose failure it was when it shows only at commit', async () => {
    const [row] = await database.sql<{ next: string }>(
      `select (max(id) + 3)::text as next from domain_event`,
    );
    const poison = row!.next;
    read(await startProcess(), 'one', async (write, event) => {
      if (String(event.place.id) === poison) await write.rows(takeEffect, [name, poison, 'refused']);
    });
    await enrolled();
    const ids = await happen(5);
    await caughtUp();
    expect(await effects()).toEqual(ids.filter((id) => id !== poison));
    expect(await noted()).toMatchObject([{ event_id: poison, parked: true }]);
  });

  it('forgets a failure that has passed', async () => {
    let failures = 2;
    read(await startProcess(), 'one', (write) =>
      failures-- > 0 ? write.rows(breakDown).then(() => undefined) : Promise.resolve(),
    );
    await enrolled();
    const ids = await happen(3);
    await until('noted', async () => (await noted()).length === 1);
    await caughtUp();
    expect(await effects()).toEqual(ids);
    expect(await noted()).toEqual([]);
  });

  it('goes on after its connections were cut, and does nothing twice', async () => {
    const [one, two] = await Promise.all([startProcess(), startProcess()]);
    read(one, 'one', () => new Promise((resolve) => setTimeout(resolve, 2)));
    read(two, 'two', () => new Promise((resolve) => setTimeout(resolve, 2)));
    await enrolled();
    const written = happen(150);
    for (let cut = 0; cut < 5; cut++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      await database
        .sql(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'felles_worker' and datname = current_database()`,
        )
        .catch(() => undefined);
    }
    const ids = await written;
    await caughtUp();
    expect(await effects()).toEqual(ids);
  });

  it('reads on into a new generation, whose transaction ids begin anew', async () => {
    read(await startProcess(), 'one');
    await enrolled();
    const before = await happen(2);
    await caughtUp();
    // The old cluster was far ahead of this one.
    await database.sql(`update log_reader set xid = '900000000' where name = $1`, [name]);
    await database.sql(
      `insert into log_generation select max(generation) + 1, 'another cluster', felles_now() from log_generation`,
    );
    const after = await happen(2);
    await caughtUp();
    expect(await effects()).toEqual([...before, ...after]);
  });

  it('leaves its row alone while there is nothing to do: an idle desk writes nothing', async () => {
    read(await startProcess(), 'one');
    await enrolled();
    await happen(1);
    await caughtUp();
    const state = () => database.sql(`select xmin::text, xmax::text from log_reader where name = $1`, [name]);
    const before = await state();
    await new Promise((resolve) => setTimeout(resolve, 2_300));
    expect(await state()).toEqual(before);
  });

  describe('that digests a batch at a time', () => {
    function readAll(process: Process, before?: (write: Write, ids: string[]) => Promise<void>): void {
      const digestion: AllAtOnce = {
        name,
        from: 'end',
        types: ['ticket.stopped'],
        async digestAll(write, events) {
          const ids = events.map(({ place }) => String(place.id));
          await before?.(write, ids);
          for (const id of ids) await write.rows(takeEffect, [name, id, 'all']);
        },
      };
      const reader = new DurableReader(process.work, process.bell, digestion);
      process.readers.push(reader);
      reader.start();
    }

    it('digests every event once and in order, in fewer batches than events', async () => {
      let batches = 0;
      const all = await Promise.all([startProcess(), startProcess()]);
      for (const process of all)
        readAll(process, () => {
          batches++;
          return Promise.resolve();
        });
      await enrolled();
      const ids = [
        ...(await happen(300)),
        ...(await happen(3, 'ticket.attached')).slice(3),
        ...(await happen(100)),
      ];
      await caughtUp();
      expect(await effects()).toEqual(ids);
      expect(batches).toBeLessThan(400);
    });

    it('parks the one event whose fault it was, and the others go on', async () => {
      let poison = '';
      readAll(await startProcess(), async (write, ids) => {
        if (ids.includes(poison)) await write.rows(breakDown);
      });
      await enrolled();
      const [row] = await database.sql<{ next: string }>(
        `select (max(id) + 3)::text as next from domain_event`,
      );
      poison = row!.next;
      const ids = await happen(6);
      expect(ids[2]).toBe(poison);
      await caughtUp();
      expect(await effects()).toEqual(ids.filter((id) => id !== poison));
      expect(await noted()).toEqual([{ event_id: poison, tries: 3, parked: true }]);
    });
  });
});
