import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '@felles/testing';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Cluster } from '../database/cluster.js';
import { openWork } from '../database/guarded-pool.js';
import { addressAs, migrate } from '../database/migrator.js';
import type { Statement } from '../database/work.js';
import { Bell } from './bell.js';
import { writeCursor, type Place } from './cursor.js';
import { logEnd, readAfter, systemSight, type RecordedEvent } from './log-reader.js';
import { LogTail } from './log-tail.js';

const organisation = randomUUID();
const insertEvent = `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
  values ($1, 'ticket.stopped', 'ticket', $2, 'system', felles_now(), felles_now(), 'live', '{}') returning id`;
const byIdAlone: Statement = {
  name: 'test-by-id',
  text: `select e.id::text as id from domain_event e where e.id > $1 order by e.id limit 500`,
};

let database: TestDatabase;
let reading: Awaited<ReturnType<typeof openWork>>;
let clients: pg.Client[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await freshDatabase();
  await database.sql(`insert into organisation (id, name) values ($1, 'Fjordvik')`, [organisation]);
  reading = await openReading(database.owner, database.secret);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.end()));
  clients = [];
});
afterAll(async () => {
  await reading?.source.destroy();
  await database?.drop();
});

function openReading(owner: string, secret: string) {
  return openWork({
    url: addressAs(owner, 'felles_worker', secret),
    name: 'test',
    most: 3,
    entities: [],
    openStatements: [],
  });
}

async function writer(owner = database.owner): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: owner });
  client.on('error', () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

async function writeEvent(client: pg.Client): Promise<string> {
  return (await client.query<{ id: string }>(insertEvent, [organisation, randomUUID()])).rows[0]!.id;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await pause(10);
  }
}

describe('the log', () => {
  it('is read without a gap while twenty writers commit in any order, which reading by id is not', async () => {
    const committed: string[] = [];
    const write = async (client: pg.Client) => {
      for (let count = 0; count < 40; count++) {
        await client.query('begin');
        const id = await writeEvent(client);
        await pause(Math.random() * 20);
        const keeps = Math.random() > 0.1;
        await client.query(keeps ? 'commit' : 'rollback');
        if (keeps) committed.push(id);
      }
    };
    let place = await reading.work.read(systemSight, logEnd);
    let highest = '0';
    const read: string[] = [];
    const control: string[] = [];
    let writing = true;
    const readOn = async () => {
      const batch = await reading.work.read(systemSight, (read) => readAfter(read, place));
      place = batch.place;
      read.push(...batch.events.map((event) => String(event.place.id)));
      const rows = await reading.work.read(systemSight, (read) =>
        read.rows<{ id: string }>(byIdAlone, [highest]),
      );
      control.push(...rows.map((row) => row.id));
      highest = rows.at(-1)?.id ?? highest;
      return batch.waiting || batch.events.length > 0;
    };
    const reader = (async () => {
      // Done only after a read that began once the last writer had committed.
      for (let ended = false, found = true; found || !ended;) {
        ended = !writing;
        found = await readOn();
        await pause(2);
      }
    })();
    const people = await Promise.all(Array.from({ length: 20 }, () => writer()));
    await Promise.all(people.map(write));
    writing = false;
    await reader;

    expect(read).toHaveLength(new Set(read).size);
    expect(new Set(read)).toEqual(new Set(committed));
    const missedByControl = committed.filter((id) => !control.includes(id));
    process.stdout.write(
      `  the log: ${read.length} of ${committed.length} events read, each once; by id alone ${missedByControl.length} are missed\n`,
    );
    expect(missedByControl.length).toBeGreaterThan(0);
  });

  it('is ordered by number, not by text, where transaction numbers gain a digit', async () => {
    const other = await freshDatabase();
    const narrow = await openReading(other.owner, other.secret);
    try {
      await other.sql(`insert into organisation (id, name) values ($1, 'Fjordvik')`, [organisation]);
      const xids = [8, 9, 10, 11, 98, 99, 100, 101];
      for (const xid of xids)
        await other.sql(
          `insert into domain_event (xid, organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
            values ($1::text::xid8, $2, 'ticket.stopped', 'ticket', $3, 'system', felles_now(), felles_now(), 'live', '{}')`,
          [xid, organisation, randomUUID()],
        );
      const read: number[] = [];
      let place: Place = { generation: 0, xid: 0n, id: 0n };
      for (;;) {
        const batch = await narrow.work.read(systemSight, (read) => readAfter(read, place, 3));
        if (batch.events.length === 0) break;
        read.push(...batch.events.map((event) => Number(event.place.xid)));
        place = batch.place;
      }
      expect(read).toEqual(xids);
    } finally {
      await narrow.source.destroy();
      await other.drop();
    }
  });

  it('is followed from its end also when a crash takes back transaction numbers', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'felles-crash-'));
    chmodSync(dataDir, 0o755);
    const cluster = await Cluster.open({
      dataDir,
      durable: true,
      // What is not committed stays in memory for long, and a kill takes it.
      settings: { shared_buffers: '32MB', wal_writer_delay: '10s' },
    });
    let crashing: Awaited<ReturnType<typeof openWork>> | undefined;
    try {
      await cluster.start();
      const owner = await cluster.database('felles');
      const repository = path.resolve(import.meta.dirname, '../../../..');
      await migrate(owner, 'secret', {
        migrations: path.join(repository, 'migrations'),
        grants: path.join(repository, 'api/src/platform/database/grants.sql'),
      });
      const before = await writer(owner);
      await before.query('select open_log_generation()');
      await before.query(`insert into organisation (id, name) values ($1, 'Fjordvik')`, [organisation]);
      for (let count = 0; count < 50; count++) {
        await before.query('begin');
        await before.query('select pg_current_xact_id()');
        await before.query('rollback');
      }
      crashing = await openReading(owner, 'secret');
      const { work } = crashing;
      const end = await work.read(systemSight, logEnd);
      const { rows: then } = await before.query<{ xmin: string }>(
        'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
      );
      const address = cluster.address('felles');
      const killed = cluster.processId();
      process.kill(killed, 'SIGKILL');
      await until(() => !cluster.isAlive());
      await cluster.start();
      expect(cluster.address('felles')).toBe(address);

      const id = await writeEvent(await writer(owner));
      const batch = await work.read(systemSight, (read) => readAfter(read, end));
      expect(batch.events.map((event) => String(event.place.id))).toEqual([id]);
      // The test would prove nothing if the numbers had not been taken back.
      expect(batch.events[0]!.place.xid).toBeLessThan(BigInt(then[0]!.xmin));
    } finally {
      await crashing?.source.destroy();
      await cluster.stop();
      cluster.remove();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 60_000);
});

describe('the tail of the log', () => {
  let bell: Bell;
  let tail: LogTail;
  let told: RecordedEvent[];
  let behind: number[];
  beforeAll(async () => {
    bell = new Bell(database.owner);
    await bell.start();
    tail = new LogTail(reading.work, bell);
    tail.events.subscribe((events) => told.push(...events));
    tail.behind.subscribe((seconds) => behind.push(seconds));
    [told, behind] = [[], []];
    await tail.start();
  });
  afterAll(async () => {
    tail?.stop();
    await bell?.stop();
  });

  it('says that it is behind while an older writer holds it back, and catches up when that one ends', async () => {
    [told, behind] = [[], []];
    const [slow, quick] = [await writer(), await writer()];
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    const id = await writeEvent(quick);
    bell.ring();
    await until(() => behind.some((seconds) => seconds >= 2));
    expect(told).toEqual([]);
    await slow.query('rollback');
    await until(() => told.length > 0 && behind.at(-1) === 0);
    expect(told.map((event) => String(event.place.id))).toEqual([id]);
  });

  it('is not behind when some writer is always under way but none for long', async () => {
    [told, behind] = [[], []];
    const end = performance.now() + 3_500;
    let written = 0;
    const people = await Promise.all(Array.from({ length: 9 }, () => writer()));
    // Another test's long writer holds every log of the cluster back: for as long as that one takes, ours is rightly behind.
    let longestElsewhere = 0;
    const watching = setInterval(() => {
      void database
        .sql<{ seconds: number }>(
          `select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8 as seconds from pg_stat_activity
            where datname <> current_database() and backend_xid is not null`,
        )
        .then(([row]) => (longestElsewhere = Math.max(longestElsewhere, row!.seconds)));
    }, 200);
    await Promise.all(
      people.map(async (client, index) => {
        const longest = index < 3 ? 600 : 20;
        while (performance.now() < end) {
          await client.query('begin');
          await writeEvent(client);
          await pause((longest * (1 + Math.random())) / 2);
          await client.query('commit');
          written++;
          bell.ring();
        }
      }),
    );
    await until(() => told.length === written);
    clearInterval(watching);
    expect(written).toBeGreaterThan(20);
    expect(behind.filter((seconds) => seconds > 2 + longestElsewhere)).toEqual([]);
  });

  it('goes on into a new generation', async () => {
    [told, behind] = [[], []];
    await database.sql(
      `insert into log_generation select max(generation) + 1, 'elsewhere', felles_now() from log_generation`,
    );
    const id = await writeEvent(await writer());
    bell.ring();
    await until(() => told.length > 0);
    expect(told.map((event) => [event.place.generation, String(event.place.id)])).toEqual([[2, id]]);
    expect(writeCursor(tail.place)).toBe(writeCursor(told[0]!.place));
  });
});

describe('the bell', () => {
  it('comes back as one connection after its own was cut several times', async () => {
    const bell = new Bell(database.owner);
    await bell.start();
    let rings = 0;
    bell.onRing(() => rings++);
    const connections = async () =>
      database.sql<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'felles bell' and datname = current_database()`,
      );
    const name = new URL(database.owner).pathname.slice(1);
    const superuser = new pg.Client({ connectionString: process.env.FELLES_TEST_SUPERUSER });
    await superuser.connect();
    try {
      // Away for two seconds: every try in that time fails.
      await superuser.query(`alter database ${name} allow_connections false`);
      for (const { pid } of await connections())
        await superuser.query('select pg_terminate_backend($1)', [pid]);
      await pause(2_500);
      await superuser.query(`alter database ${name} allow_connections true`);
      await until(() => rings > 0);
      await pause(1_000);
      expect(await connections()).toHaveLength(1);
    } finally {
      await superuser.end();
      await bell.stop();
    }
  });
});
