import type { TestDatabase, World } from '@felles/testing';
import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { addressAs, type LoginRole } from '../../src/platform/database/migrator.js';
import { openWork } from '../../src/platform/database/guarded-pool.js';
import { openingForSystem, type Read, type Work, type Write } from '../../src/platform/database/work.js';
import type { Opening } from '../../src/platform/database/work-client.js';
import { openStatements } from '../../src/platform/auth/statements.js';
import { startApp, type TestApp } from '../app.js';
import { plant } from './planted.js';

let desk: TestApp;
let database: TestDatabase;
let world: World;
let work: Work;
let close: () => Promise<void>;
beforeAll(async () => {
  desk = await startApp();
  ({ database } = desk);
  world = desk.world;
  const planted = await plant(desk);
  await (await desk.as('siri')).put(`/api/tickets/${planted.open.ticket.id}/watch`).expect(200);
  await desk.database
    .sql(`insert into notification (person_id, organisation_id, ticket_id, event_id, type, told_at)
    select requester_id, organisation_id, id, 1, 'ticket.replied', felles_now() from ticket limit 1`);
  await desk.database.sql(`insert into timer (id, organisation_id, subject_kind, subject_id, kind, due_at)
    select gen_random_uuid(), organisation_id, 'ticket', id, 'hold.wake', felles_now() + interval '1 year' from ticket limit 1`);
  await desk.database.sql(`insert into contact_address (id, organisation_id, person_id, kind, value)
    select gen_random_uuid(), organisation_id, person_id, 'mail', person_id::text from membership`);
  const opened = await openWork({
    url: addressAs(database.owner, 'felles_api', database.secret),
    name: 'row security',
    most: 2,
    entities: [],
    openStatements: Object.values(openStatements),
  });
  work = opened.work;
  close = () => opened.source.destroy();
});
afterAll(async () => {
  await close();
  await desk.close();
});

const asker = (organisation: string, person: string): Opening => ({
  role: 'felles_api_work',
  readOnly: false,
  standing: null,
  person,
  organisations: [organisation],
  reads: [organisation],
  units: [],
  groups: [],
});
const nora = () => asker(world.organisations.innvik, world.people.nora);
/** Sees all that Nordøy has, which is nothing yet. */
const nobodyOfNordoy = () => asker(world.organisations.nordoy, randomUUID());
const arne = () => asker(world.organisations.fjordvik, world.people.arne);
const plainly = (text: string) => ({ name: '', text });
const count = async (read: Read, table: string) =>
  (await read.row<{ n: number }>(plainly(`select count(*)::int as n from ${table}`)))!.n;

async function guardedTables(): Promise<string[]> {
  const rows = await database.sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity order by 1`,
  );
  return rows.map(({ name }) => name);
}
async function readable(): Promise<Set<string>> {
  const rows = await database.sql<{ name: string }>(
    `select c.relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
      and has_table_privilege('felles_api_work', c.oid, 'select')`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** What an asker of Nordøy may see of a desk that serves it: what the host offers there. */
const offeredToNordoy = new Set([
  'organisation',
  'assignment_group',
  'assignment_group_member',
  'assignment_group_serves',
  'service',
  'service_serves',
  'category',
  'category_serves',
  'membership',
  'membership_role',
  // which zone its own days are counted in
  'rollup_zone',
]);

describe('without any filter of ours', () => {
  it('shows an asker of another organisation not one row of a case, nor of what hangs on it', async () => {
    const allowed = await readable();
    const tables = (await guardedTables()).filter((name) => allowed.has(name));
    for (const table of tables) {
      const filled = (await database.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;
      expect([table, filled > 0]).toEqual([table, true]);
      const seen = await work.read(nobodyOfNordoy(), (read) => count(read, table));
      if (!offeredToNordoy.has(table)) expect([table, seen]).toEqual([table, 0]);
    }
    console.log(`row security: ${tables.length} tables read without a filter`);
  });

  it('shows no row of another organisation in any table that has one', async () => {
    const allowed = await readable();
    const owned = await database.sql<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'organisation_id'`,
    );
    let asked = 0;
    for (const { name } of owned) {
      if (!allowed.has(name)) continue;
      for (const opening of [nora(), nobodyOfNordoy()]) {
        asked++;
        const rows = await work.read(opening, (read) =>
          read.rows<{ organisation_id: string | null }>(
            plainly(`select distinct organisation_id from ${name}`),
          ),
        );
        for (const { organisation_id } of rows)
          expect([name, opening.organisations]).toEqual([name, expect.arrayContaining([organisation_id])]);
      }
    }
    expect(asked).toBeGreaterThan(20);
  });

  it('guards every table that holds what belongs to an organisation', async () => {
    const bare = await database.sql<{ name: string }>(
      `select c.relname as name from pg_class c join information_schema.columns i on i.table_name = c.relname and i.table_schema = 'public'
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and i.column_name = 'organisation_id'
          and not (c.relrowsecurity and c.relforcerowsecurity)
          and has_table_privilege('felles_api_work', c.oid, 'select, insert, update, delete')`,
    );
    expect(bare).toEqual([]);
  });
});

describe('writing', () => {
  const refused = (write: (write: Write) => Promise<unknown>, opening = nora()) =>
    expect(work.write(opening, write)).rejects.toThrow(/row-level security|permission denied/);

  it('into another organisation is refused', async () => {
    const { fjordvik } = world.organisations;
    const [ticket] = await database.sql<{ id: string }>(`select id from ticket limit 1`);
    const text = randomUUID();
    for (const statement of [
      `insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, channel, language, opened_at, updated_at)
        values (gen_random_uuid(), '${fjordvik}', 'X1', 'incident', 'new', 'x', 'p3', 'low', 'low', 'web', 'nb', felles_now(), felles_now())`,
      `insert into text_revision (id, organisation_id, ticket_id, purpose, body) values ('${text}', '${fjordvik}', '${ticket!.id}', 'body', 'x')`,
      `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
        values ('${fjordvik}', 'ticket.closed', 'ticket', '${ticket!.id}', 'person', felles_now(), felles_now(), 'live', '{}')`,
      `insert into ticket_circle (ticket_id, organisation_id, person_id) values ('${ticket!.id}', '${fjordvik}', '${world.people.nora}')`,
      `insert into ticket_watcher values ('${ticket!.id}', '${world.people.nora}', '${fjordvik}', felles_now())`,
      `insert into timer (id, organisation_id, subject_kind, subject_id, kind, due_at) values (gen_random_uuid(), '${fjordvik}', 'ticket', gen_random_uuid(), 'hold.wake', felles_now())`,
      `insert into draft values ('${world.people.arne}', '${ticket!.id}', 'public', '${fjordvik}', 'x', 1, 0, felles_now())`,
      `insert into idempotency_key values ('${world.people.arne}', 'a-key-of-arnes', '\\x00', gen_random_uuid(), null, felles_now())`,
    ])
      await refused((write) => write.rows(plainly(statement)));
  });

  it('to what is out of sight changes nothing', async () => {
    const before = await database.sql(`select id, title, version from ticket order by id`);
    await work.write(nora(), async (write) => {
      await write.rows(plainly(`update ticket set title = 'tatt', version = version + 1`));
      await write.rows(plainly(`delete from ticket_circle`));
      await write.rows(plainly(`delete from ticket_link`));
      await write.rows(plainly(`delete from draft`));
      await write.rows(plainly(`update attachment set internal = false`));
    });
    expect(await database.sql(`select id, title, version from ticket order by id`)).toEqual(before);
    for (const table of ['ticket_circle', 'ticket_link', 'draft'])
      expect((await database.sql(`select 1 from ${table}`)).length).toBeGreaterThan(0);
    expect((await database.sql(`select 1 from attachment where internal`)).length).toBeGreaterThan(0);
  });

  it('cannot move a case into another organisation', () =>
    refused(
      (write) => write.rows(plainly(`update ticket set organisation_id = '${world.organisations.innvik}'`)),
      arne(),
    ));

  it.each([
    `update domain_event set facts = '{}'`,
    `delete from domain_event`,
    `update text_revision set body = 'x'`,
    `delete from ticket`,
    `delete from entry`,
    `select * from search_document`,
    `update search_document set requester_id = null`,
    `select * from auth.session`,
    `select * from auth.password`,
    `select * from auth.credential('kari@fjordvik.example')`,
    `select * from identity`,
    `select * from contact_address`,
    `insert into membership_role values (gen_random_uuid(), gen_random_uuid(), 'administrator')`,
    `update membership set valid_to = null`,
    `insert into clock values (true, '1 year')`,
    `select * from jobs.job`,
    `create table mine (id int)`,
    `create function pg_temp.mine() returns int language sql as 'select 1'; create schema mine`,
    `alter table ticket disable row level security`,
    `drop policy ticket_sight on ticket`,
    `set role felles_owner`,
    `set session authorization postgres`,
    `truncate ticket`,
    `copy ticket to program 'cat'`,
    `select pg_read_file('/etc/passwd')`,
    `select lo_import('/etc/passwd')`,
  ])('is refused: %s', async (statement) => {
    await expect(work.write(arne(), (write) => write.rows(plainly(statement)))).rejects.toThrow(
      /permission denied|must be owner|does not exist|cannot insert multiple commands/i,
    );
  });
});

describe('outside a unit of work', () => {
  const login = async (role: LoginRole) => {
    const client = new pg.Client({ connectionString: addressAs(database.owner, role, database.secret) });
    await client.connect();
    return client;
  };

  it('the client sends nothing, whatever shape the call has', async () => {
    const { source } = await openWork({
      url: addressAs(database.owner, 'felles_api', database.secret),
      name: 'guard',
      most: 1,
      entities: [],
      openStatements: Object.values(openStatements),
    });
    try {
      await expect(source.query(`select * from ticket`)).rejects.toThrow('outside a unit of work');
      await expect(source.query(`start transaction`)).rejects.toThrow('outside a unit of work');
      await expect(source.transaction((manager) => manager.query(`select 1`))).rejects.toThrow(
        'outside a unit of work',
      );
      const client = await (source.driver as unknown as { master: pg.Pool }).master.connect();
      for (const shape of [
        { text: 'select 1' },
        { name: 'x', text: 'select 1', values: [] },
        new pg.Query('select 1'),
      ])
        expect(() => void client.query(shape as pg.QueryConfig)).toThrow('outside a unit of work');
      client.release();
    } finally {
      await source.destroy();
    }
  });

  it('ends with its unit: what is sent later, or opens another transaction inside, is refused', async () => {
    let kept: Write | undefined;
    await work.write(nora(), async (write) => {
      kept = write;
      await expect(async () => write.rows(plainly('commit'))).rejects.toThrow('outside a unit of work');
      await write.rows(plainly('select 1'));
    });
    await expect(async () => kept!.rows(plainly('select * from ticket'))).rejects.toThrow();
  });

  it.each(['felles_api', 'felles_worker'] as const)('the database refuses %s by itself', async (role) => {
    const client = await login(role);
    try {
      for (const table of await guardedTables())
        await expect(client.query(`select * from public.${table}`)).rejects.toThrow(/permission denied/);
      await expect(client.query(`create table public.mine (id int)`)).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });

  it('a work role without an asker is an error, not an empty answer', async () => {
    const client = await login('felles_api');
    try {
      await client.query('begin; set local role felles_api_work');
      await expect(client.query(`select * from ticket`)).rejects.toThrow(/app\.|uuid/);
      await client.query('rollback');
      await expect(client.query('set role felles_worker_work')).rejects.toThrow(/permission denied/);
      await client.query(
        `begin; set local role felles_api_work; select set_config('app.organisations', '{}', true), set_config('app.person', '', true)`,
      );
      await client.query('rollback');
      // A setting once used in a session reads as empty afterwards; empty is no list of organisations.
      await client.query('begin; set local role felles_api_work');
      await expect(client.query(`select * from ticket`)).rejects.toThrow(/malformed array|uuid/);
    } finally {
      await client.end();
    }
  });

  it('the api’s login cannot become the system', async () => {
    await expect(
      work.read(openingForSystem([world.organisations.fjordvik], true), (read) => count(read, 'ticket')),
    ).rejects.toThrow(/aborted|permission denied/);
  });
});
