import { maySee, maySeeInternal, type Actor, type Role } from '@felles/domain';
import { freshDatabase, type TestDatabase } from '@felles/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { addressAs } from '../../src/platform/database/migrator.js';
import { openWork } from '../../src/platform/database/guarded-pool.js';
import { openingFor, type Work } from '../../src/platform/database/work.js';

const seed = Number(process.env.FELLES_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.FELLES_WORLDS ?? 60);
const word = 'fellesordet';

let database: TestDatabase;
let work: Work;
let close: () => Promise<void>;
beforeAll(async () => {
  database = await freshDatabase();
  const opened = await openWork({
    url: addressAs(database.owner, 'felles_api', database.secret),
    name: 'sight',
    most: 2,
    entities: [],
    openStatements: [],
  });
  work = opened.work;
  close = () => opened.source.destroy();
});
afterAll(async () => {
  await close();
  await database.drop();
});

/** Small on purpose: collisions are what makes worlds interesting. */
const organisations = [randomUUID(), randomUUID(), randomUUID()];
const units = organisations.flatMap((organisationId) =>
  [randomUUID(), randomUUID()].map((id) => ({ id, organisationId })),
);
const groups = [randomUUID(), randomUUID()];
const people = [randomUUID(), randomUUID(), randomUUID()];
/** One of each organisation's, which every change of it touches. */
const items = organisations.map(() => randomUUID());

const someone = fc.option(fc.constantFrom(...people));
const tickets = fc.array(
  fc
    .record({
      kind: fc.constantFrom('incident' as const, 'change' as const),
      organisationId: fc.constantFrom(...organisations),
      requesterId: someone,
      filedById: someone,
      assigneeId: someone,
      restricted: fc.boolean(),
      unit: fc.option(fc.nat(1)),
      circle: fc.uniqueArray(
        fc.oneof(
          fc.constantFrom(...people).map((personId) => ({ personId, groupId: null })),
          fc.constantFrom(...groups).map((groupId) => ({ personId: null, groupId })),
        ),
        { maxLength: 3, selector: ({ personId, groupId }) => personId ?? groupId },
      ),
    })
    .map(({ unit, ...ticket }) => ({
      ...ticket,
      id: randomUUID(),
      unitId:
        unit === null ? null : units.filter((one) => one.organisationId === ticket.organisationId)[unit]!.id,
    })),
  { minLength: 10, maxLength: 25 },
);
const roles: Role[] = ['employee', 'unit_contact', 'manager', 'administrator'];
const actors = fc.record({
  personId: fc.constantFrom(...people),
  memberships: fc.uniqueArray(
    fc.record({
      organisationId: fc.constantFrom(...organisations),
      unit: fc.option(fc.nat(1)),
      roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 2 }),
    }),
    { maxLength: 3, selector: ({ organisationId }) => organisationId },
  ),
  groups: fc.uniqueArray(
    fc.record({
      groupId: fc.constantFrom(...groups),
      role: fc.constantFrom('agent' as const, 'lead' as const),
      serves: fc.uniqueArray(fc.constantFrom(...organisations), { maxLength: 3 }),
    }),
    { maxLength: 2, selector: ({ groupId }) => groupId },
  ),
  scopes: fc.constantFrom(null, null, null, ['incident:read' as const], ['incident:read-internal' as const]),
});

function actorOf(drawn: typeof actors extends fc.Arbitrary<infer T> ? T : never): Actor {
  return {
    ...drawn,
    displayName: 'Noen',
    language: 'nb',
    assurance: 1,
    memberships: drawn.memberships.map(({ unit, ...membership }) => ({
      ...membership,
      unitId:
        unit === null
          ? null
          : units.filter((one) => one.organisationId === membership.organisationId)[unit]!.id,
    })),
  };
}

async function prepare(): Promise<void> {
  const { sql } = database;
  for (const id of organisations)
    await sql(`insert into organisation (id, name) values ($1, 'Kommune')`, [id]);
  for (const { id, organisationId } of units)
    await sql(`insert into unit (id, organisation_id, name) values ($1, $2, '{"nb": "Enhet"}')`, [
      id,
      organisationId,
    ]);
  for (const [index, id] of items.entries())
    await sql(
      `insert into configuration_item (id, organisation_id, class, name, criticality, service_hours, added_at, updated_at)
       values ($1, $2, 'server', 'tjener', 'low', 'office', felles_now(), felles_now())`,
      [id, organisations[index]],
    );
  for (const id of people) await sql(`insert into person (id, display_name) values ($1, 'Noen')`, [id]);
  for (const id of groups)
    await sql(
      `insert into assignment_group (id, owner_organisation_id, name) values ($1, $2, '{"nb": "Gruppe"}')`,
      [id, organisations[0]],
    );
}

type Drawn = typeof tickets extends fc.Arbitrary<infer T> ? T : never;

async function fill(world: Drawn): Promise<void> {
  const { sql } = database;
  await sql(`truncate search_document, ticket_circle, ticket cascade`);
  const named = world.flatMap(({ id, organisationId, circle }) =>
    circle.map((member) => ({
      ticket_id: id,
      organisation_id: organisationId,
      person_id: member.personId,
      group_id: member.groupId,
    })),
  );
  await sql(
    `insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, unit_id, requester_id, filed_by_id,
       assignee_id, restricted, channel, language, opened_at, updated_at)
     select id, "organisationId", id::text, kind, case kind when 'change' then 'scheduled' else 'new' end, 'Sak', 'p3', 'medium', 'medium', "unitId", "requesterId", "filedById",
       "assigneeId", restricted, 'web', 'nb', felles_now() - n * interval '1 minute', felles_now()
     from rows from (jsonb_to_recordset($1) as (id uuid, "organisationId" uuid, kind text, "unitId" uuid, "requesterId" uuid,
       "filedById" uuid, "assigneeId" uuid, restricted boolean)) with ordinality as t(id, "organisationId", kind, "unitId", "requesterId", "filedById", "assigneeId", restricted, n)`,
    [JSON.stringify(world)],
  );
  await sql(
    `insert into ticket_circle (ticket_id, organisation_id, person_id, group_id)
     select * from jsonb_to_recordset($1) as t(ticket_id uuid, organisation_id uuid, person_id uuid, group_id uuid)`,
    [JSON.stringify(named)],
  );
  await sql(
    `insert into change (ticket_id, organisation_id, type, starts_at, ends_at)
     select id, organisation_id, 'normal', '2026-03-29T00:30Z', '2026-03-29T01:30Z' from ticket where kind = 'change'`,
  );
  await sql(
    `insert into change_item select c.ticket_id, i.id, c.organisation_id from change c join configuration_item i using (organisation_id)`,
  );
  await sql(
    `insert into search_document select id, organisation_id, opened_at, requester_id, filed_by_id, searchable($1), searchable($1) from ticket`,
    [word],
  );
}

it('is the same in the rules, under the policy, in what opens a case, by its number and in search, in every world', async () => {
  await prepare();
  console.log(`seed ${seed} (FELLES_SEED=${seed} repeats it)`);
  let compared = 0;
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(tickets, fc.array(actors, { minLength: 6, maxLength: 6 }), async (world, drawn) => {
      await fill(world);
      for (const actor of drawn.map(actorOf)) {
        const changes = world
          .filter((ticket) => ticket.kind === 'change' && maySeeInternal(actor, ticket))
          .map(({ id }) => id);
        const byRule = world.filter((ticket) => maySee(actor, ticket)).map(({ id }) => id);
        const { visible, opened, numbered, found, planned, between, near } = await work.read(
          openingFor(actor, true),
          async (read) => ({
            visible: await read.rows<{ id: string }>({ name: 'visible', text: `select id from ticket` }),
            opened: await read.rows<{ id: string }>(
              {
                name: 'opened',
                text: `select o.id from unnest($1::uuid[]) o(id) cross join lateral ticket_parts(o.id)`,
              },
              [world.map(({ id }) => id)],
            ),
            numbered: await read.rows<{ id: string }>(
              {
                name: 'numbered',
                text: `select (h.ticket).id from unnest($1::text[]) o(number) cross join lateral ticket_numbered(o.number) h`,
              },
              [world.map(({ id }) => id)],
            ),
            found: await read.rows<{ id: string }>(
              {
                name: 'found',
                text: `select t.id from search_tickets($1, '9999-01-01', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 500) h join ticket t on t.id = h.ticket_id`,
              },
              [word],
            ),
            planned: await read.rows<{ id: string }>(
              {
                name: 'planned',
                text: `select o.id from unnest($1::uuid[]) o(id) cross join lateral change_parts(o.id)`,
              },
              [world.map(({ id }) => id)],
            ),
            between: await read.rows<{ id: string }>({
              name: 'between',
              text: `select ticket_id as id from changes_between('2026-03-29T01:00Z', '2026-03-29T02:00Z', '{scheduled}', 500)`,
            }),
            near: await read.rows<{ id: string }>(
              {
                name: 'near',
                text: `select ticket_id as id from changes_near($1, '2026-03-29T01:00Z', '2026-03-29T02:00Z', '{scheduled}', null)`,
              },
              [items],
            ),
          }),
        );
        compared += world.length;
        seen += byRule.length;
        const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
        expect({ how: 'policy', ids: ids(visible) }).toEqual({ how: 'policy', ids: byRule.sort() });
        expect({ how: 'opening', ids: ids(opened) }).toEqual({ how: 'opening', ids: byRule });
        expect({ how: 'number', ids: ids(numbered) }).toEqual({ how: 'number', ids: byRule });
        expect({ how: 'search', ids: ids(found) }).toEqual({ how: 'search', ids: byRule });
        for (const [how, rows] of Object.entries({ planned, between, near }))
          expect({ how, ids: ids(rows) }).toEqual({ how, ids: changes.sort() });
      }
    }),
    { seed, numRuns: runs },
  );
  console.log(`sight: ${compared} pairs of person and case compared, ${seen} seen`);
  expect(seen).toBeGreaterThan(0);
}, 90_000);

it('never fails on what people search for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.string({ unit: fc.constantFrom(...`a'"\\&|!():*<->%_ \t@/.-#$æ0`), maxLength: 60 }),
        fc.webUrl(),
        fc.emailAddress(),
        fc.ipV6(),
      ),
      async (words) => {
        await database.sql(`select search_query($1)`, [words.replaceAll('\0', '').toWellFormed()]);
      },
    ),
    { seed, numRuns: 500 },
  );
});
