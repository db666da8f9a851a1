import type { ConflictList } from '@felles/contracts/http';
import { changeStates, relationKinds, type ChangeState, type RelationKind } from '@felles/domain';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from '../app.js';
import {
  conflictsByForce,
  meetingKey,
  type Claim,
  type Edge,
  type Meeting,
} from '../../bench/brute-force.js';
import { fileChange, takeTo } from './plans.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
  // The desk draws no rings, but what it was given once may have some.
  await desk.database.sql('alter table configuration_relation disable trigger no_circle');
});
afterAll(() => desk?.close());

interface Sketch {
  size: number;
  edges: [number, number, RelationKind][];
  changes: { state: ChangeState; start: number; length: number; items: number[] }[];
  plan: { start: number; length: number; items: number[] };
}

/** Half hours around the nights in which Oslo's clock is put forward (29 March) and back (25 October). */
const nights = [Date.parse('2026-03-28T22:00:00Z'), Date.parse('2026-10-24T22:00:00Z')];
const half = 30 * 60_000;
const momentOf = (slot: number) => new Date(nights[slot % 2]! + Math.floor(slot / 2) * half);

const anySketch: fc.Arbitrary<Sketch> = fc.integer({ min: 2, max: 9 }).chain((size) => {
  const item = fc.integer({ min: 0, max: size - 1 });
  const items = fc.uniqueArray(item, { minLength: 1, maxLength: 3 });
  const window = { start: fc.integer({ min: 0, max: 19 }), length: fc.integer({ min: 1, max: 6 }), items };
  return fc.record({
    size: fc.constant(size),
    // Any to any: rings of every length come by themselves.
    edges: fc.array(fc.tuple(item, item, fc.constantFrom(...relationKinds)), { maxLength: size * 2 }),
    changes: fc.array(fc.record({ state: fc.constantFrom(...changeStates), ...window }), { maxLength: 8 }),
    plan: fc.record(window),
  });
});

/** The sketch as rows of Fjordvik's, and as the oracle reads it. */
async function draw(sketch: Sketch): Promise<{ plan: Omit<Claim, 'state'>; claims: Claim[]; edges: Edge[] }> {
  const { sql } = desk.database;
  const { fjordvik } = desk.world.organisations;
  const ids = Array.from({ length: sketch.size }, () => randomUUID());
  await sql(
    `insert into configuration_item (id, organisation_id, class, name, criticality, service_hours, added_at, updated_at)
     select id, $1, 'server', id::text, 'low', 'office', felles_now(), felles_now() from unnest($2::uuid[]) as id`,
    [fjordvik, ids],
  );
  const edges = sketch.edges
    .filter(([from, to]) => from !== to)
    .map(([from, to, kind]): Edge => ({ from: ids[from]!, to: ids[to]!, kind }));
  await sql(
    `insert into configuration_relation select gen_random_uuid(), $1, e.from_id, e.to_id, e.kind
     from unnest($2::uuid[], $3::uuid[], $4::text[]) as e(from_id, to_id, kind) on conflict do nothing`,
    [fjordvik, edges.map(({ from }) => from), edges.map(({ to }) => to), edges.map(({ kind }) => kind)],
  );
  const claimOf = ({ start, length, items }: Sketch['plan']) => ({
    id: randomUUID(),
    startsAt: momentOf(start),
    endsAt: new Date(momentOf(start).getTime() + length * half),
    items: items.map((item) => ids[item]!),
  });
  const claims = sketch.changes.map((change): Claim => ({ ...claimOf(change), state: change.state }));
  for (const claim of claims) await keep(claim);
  return { plan: claimOf(sketch.plan), claims, edges };
}

async function keep({ id, state, startsAt, endsAt, items }: Claim): Promise<void> {
  const { sql } = desk.database;
  const { fjordvik } = desk.world.organisations;
  await sql(
    `insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, channel, language, opened_at, updated_at)
     values ($1, $2, $4, 'change', $3, 'Endring', 'p4', 'low', 'low', 'web', 'nb', felles_now(), felles_now())`,
    [id, fjordvik, state, `CHG-${id}`],
  );
  await sql(
    `insert into change (ticket_id, organisation_id, type, starts_at, ends_at) values ($1, $2, 'normal', $3, $4)`,
    [id, fjordvik, startsAt, endsAt],
  );
  await sql(`insert into change_item select $1, item, $2 from unnest($3::uuid[]) as item`, [
    id,
    fjordvik,
    items,
  ]);
}

async function ask({ startsAt, endsAt, items, id }: Omit<Claim, 'state'>): Promise<Meeting[]> {
  const query = new URLSearchParams({
    itemIds: items.join(','),
    from: startsAt.toISOString(),
    to: endsAt.toISOString(),
    changeId: id,
  });
  const answer = await (await desk.as('arne')).get(`/api/changes/conflicts?${query}`);
  expect(answer.status).toBe(200);
  return (answer.body as ConflictList).items.flatMap(({ id: change, meetings }) =>
    meetings.map(({ item, reason, otherItem }) => ({ change, item: item.id, reason, other: otherItem.id })),
  );
}

describe('conflicts', () => {
  it('are what trying everything with everything finds, in graphs with rings and across both clock changes', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(anySketch, async (sketch) => {
        const { plan, claims, edges } = await draw(sketch);
        const expected = conflictsByForce(plan, claims, edges).map(meetingKey).sort();
        found += expected.length;
        expect((await ask(plan)).map(meetingKey).sort()).toEqual(expected);
      }),
      { numRuns: 120, seed: 20260329 },
    );
    expect(found).toBeGreaterThan(50);
  }, 120_000);

  it('ask for the hour that comes once, twice and never', async () => {
    const night = (day: string) => ({ startsAt: `${day}T00:30:00Z`, endsAt: `${day}T01:30:00Z` });
    const { items } = desk.world;
    // In Oslo 01:30–03:30 on the 28th of March 2027 is one hour; 02:30–02:30 on the 31st of October is one too.
    for (const day of ['2027-03-28', '2027-10-31']) {
      const first = await takeTo(
        desk,
        await fileChange(desk, { ...night(day), configurationItemIds: [items.host] }),
        'assess',
      );
      const beside = await fileChange(desk, {
        startsAt: `${day}T01:30:00Z`,
        endsAt: `${day}T02:30:00Z`,
        configurationItemIds: [items.host],
      });
      expect(beside.change.conflicts).toEqual([]);
      const across = await fileChange(desk, {
        startsAt: `${day}T01:00:00Z`,
        endsAt: `${day}T02:00:00Z`,
        configurationItemIds: [items.records],
      });
      expect(across.change.conflicts).toMatchObject([
        {
          number: first.number,
          meetings: [{ item: { name: 'Elements' }, reason: 'host', otherItem: { name: 'fjv-host-01' } }],
        },
      ]);
      const seenFromBelow = await (await desk.as('siri')).get(`/api/changes/${first.id}`);
      expect(seenFromBelow.body.change.conflicts).toEqual([]);
      await takeTo(desk, across, 'assess');
      const now = await (await desk.as('siri')).get(`/api/changes/${first.id}`);
      expect(now.body.change.conflicts).toMatchObject([
        { number: across.number, meetings: [{ reason: 'dependant', otherItem: { name: 'Elements' } }] },
      ]);
    }
  });

  it('tell nothing of a change, or of an item, that is out of sight', async () => {
    const { items, organisations } = desk.world;
    const window = { startsAt: '2027-05-01T20:00:00Z', endsAt: '2027-05-01T22:00:00Z' };
    const hidden = await takeTo(
      desk,
      await fileChange(desk, { ...window, configurationItemIds: [items.host] }),
      'assess',
    );
    await (
      await desk.as('arne')
    )
      .put(`/api/tickets/${hidden.id}/restriction`)
      .send({ circle: [] })
      .expect(200);
    const query = `from=${window.startsAt}&to=${window.endsAt}&itemIds=${items.host},${items.records}`;
    expect((await (await desk.as('arne')).get(`/api/changes/conflicts?${query}`)).body.items).toHaveLength(1);
    for (const name of ['siri', 'berit', 'lise', 'nora'] as const)
      expect((await (await desk.as(name)).get(`/api/changes/conflicts?${query}`)).body.items).toEqual([]);
    // A relation of another municipality leads nowhere for those who do not read it.
    await desk.database.sql(
      `insert into configuration_relation values (gen_random_uuid(), $1, $2, $3, 'depends_on')`,
      [organisations.innvik, items.innvik, items.host],
    );
    const theirs = `from=${window.startsAt}&to=${window.endsAt}&itemIds=${items.innvik}`;
    expect((await (await desk.as('nora')).get(`/api/changes/conflicts?${theirs}`)).body.items).toEqual([]);
  });
});
