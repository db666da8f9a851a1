import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isOpen, ticketStates } from '@felles/domain';
import { freshDatabase, type TestDatabase } from '@felles/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { openWork } from '../platform/database/guarded-pool.js';
import { addressAs } from '../platform/database/migrator.js';
import { openingForSystem, type Work } from '../platform/database/work.js';
import { comparePlaces } from '../platform/events/cursor.js';
import { readAfter, systemSight } from '../platform/events/log-reader.js';
import { naiveFigures, naiveStatuses } from '../../test/rollups/naive-figures.js';
import { histories, type Happened, type History } from '../../test/rollups/random-history.js';
import { rebuildRollups } from './rebuild.js';
import { rollups } from './rollups.js';

let database: TestDatabase;
let work: Work;
let source: DataSource;
const organisations = [
  { id: randomUUID(), zone: 'Europe/Oslo' },
  { id: randomUUID(), zone: 'Europe/Oslo' },
  { id: randomUUID(), zone: 'America/New_York' },
];

beforeAll(async () => {
  database = await freshDatabase();
  for (const { id, zone } of organisations)
    await database.sql(`insert into organisation (id, name, time_zone) values ($1, 'Kommune', $2)`, [
      id,
      zone,
    ]);
  ({ work, source } = await openWork({
    url: addressAs(database.owner, 'felles_worker', database.secret),
    name: 'test',
    most: 2,
    entities: [],
    openStatements: [],
  }));
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

async function nothing(): Promise<void> {
  await database.sql(
    `truncate domain_event, log_parked, log_reader, rollup, rollup_ticket, rollup_zone, rollup_major, rollup_measure, rollup_server_status cascade`,
  );
  for (const { id, zone } of organisations)
    await database.sql(`update organisation set time_zone = $2 where id = $1`, [id, zone]);
}
beforeEach(nothing);

async function happen(events: readonly Happened[]): Promise<void> {
  await database.sql(
    `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts, texts)
     select o, type, kind, id, 'system', at, felles_now(), 'live', facts, '{}'
     from rows from (jsonb_to_recordset($1) as (o uuid, type text, kind text, id uuid, at timestamptz, facts jsonb)) with ordinality as e(o, type, kind, id, at, facts, n) order by n`,
    [
      JSON.stringify(
        events.map(({ organisation, type, subject, id, at, facts }) => ({
          o: organisations[organisation]!.id,
          type,
          kind: subject,
          id,
          at,
          facts,
        })),
      ),
    ],
  );
}

/** Reads on from where it stands, in batches as large as told, as the reader does. */
async function digest(sizes: readonly number[]): Promise<void> {
  let place = { generation: 0, xid: 0n, id: 0n };
  for (let step = 0; ; step++) {
    const batch = await work.read(systemSight, (read) => readAfter(read, place, sizes[step % sizes.length]));
    if (batch.waiting && batch.events.length === 0) {
      // Another test's transaction on the same server may still be open.
      await new Promise((resolve) => setTimeout(resolve, 10));
      continue;
    }
    if (comparePlaces(batch.place, place) === 0) return;
    place = batch.place;
    const wanted = batch.events.filter(({ type }) => rollups.types.includes(type));
    if (wanted.length === 0) continue;
    await work.write(
      openingForSystem(
        organisations.map(({ id }) => id),
        false,
      ),
      (write) => rollups.digestAll(write, wanted),
    );
  }
}

const tables = {
  rollup: 'organisation_id, dimension, grain, day, kind, key',
  rollup_ticket: 'ticket_id',
  rollup_major: 'ticket_id',
  rollup_measure: 'measure_id',
  rollup_server_status: 'configuration_item_id, n',
};

async function figures(): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(tables))
    all[table] = (
      await database.sql<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t order by ${order}`)
    ).map(({ row }) => row);
  return all;
}

/** Waits until nothing that began before may still write into the log, so that a rebuild sees all of it. */
async function settled(): Promise<void> {
  for (;;) {
    const [row] = await database.sql<{ left: boolean }>(
      `select exists (select from domain_event where xid >= pg_snapshot_xmin(pg_current_snapshot())) as left`,
    );
    if (!row!.left) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const rowsOf = async () =>
  Object.fromEntries(
    (
      await database.sql<Record<string, string | number>>(
        `select organisation_id, dimension, grain, day::text, kind, key, opened, resolved, reopened, closed, cancelled, entered, departed from rollup`,
      )
    ).map(({ organisation_id, dimension, grain, day, kind, key, ...counts }) => [
      [organisation_id, dimension, grain, day, kind, key].join(' '),
      counts,
    ]),
  );

async function holds(history: History): Promise<void> {
  await nothing();
  await happen(history.events);
  await digest(history.batches);
  const [incremental, counted] = [await figures(), await rowsOf()];
  await settled();
  await rebuildRollups(database.owner);
  expect(incremental).toEqual(await figures());
  expect(counted).toEqual(naiveFigures(history.events, organisations));
  const statuses = await database.sql(
    `select configuration_item_id as id, before, status from rollup_server_status order by configuration_item_id, n`,
  );
  expect(statuses).toEqual(naiveStatuses(history.events));
}

describe('the figures', () => {
  it('kept event by event are the figures counted anew from the log, and those counted by hand', async () => {
    await fc.assert(fc.asyncProperty(histories(organisations.length), holds), { numRuns: 60 });
  }, 240_000);

  it('follow an organisation into another time zone', async () => {
    await fc.assert(
      fc.asyncProperty(histories(organisations.length), async (history) => {
        await nothing();
        await happen(history.events);
        await digest(history.batches);
        await database.sql(`update organisation set time_zone = 'Asia/Kathmandu' where id = $1`, [
          organisations[0]!.id,
        ]);
        await database.sql(`truncate domain_event`);
        const { id } = organisations[0]!;
        const facts: Happened['facts'] = { timeZone: ['Europe/Oslo', 'Asia/Kathmandu'] };
        await happen([
          {
            organisation: 0,
            type: 'organisation.changed',
            subject: 'organisation',
            id,
            at: new Date(),
            facts,
          },
        ]);
        await digest([1]);
        const zones = organisations.map((one, index) =>
          index === 0 ? { ...one, zone: 'Asia/Kathmandu' } : one,
        );
        expect(await rowsOf()).toEqual(naiveFigures(history.events, zones));
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  it('know the same open states as the lifecycles', async () => {
    const rows = await database.sql<{ state: string; open: boolean }>(
      `select state, state_is_open(state) as open from unnest($1::text[]) as state`,
      [ticketStates],
    );
    expect(rows).toEqual(ticketStates.map((state) => ({ state, open: isOpen(state) })));
  });
});
