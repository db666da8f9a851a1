import { sortsOffered } from '@felles/contracts/values';
import { cast, type TestDatabase } from '@felles/testing';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { io } from 'socket.io-client';
import { foundMunicipality } from '../src/demo/founding.js';
import { growDesk, rareWord } from '../src/demo/index.js';
import { Pools } from '../src/platform/database/database.module.js';
import { Housekeeping } from '../src/platform/jobs/housekeeping.js';
import { openSession, startApp, type TestApp } from './app.js';
import { ownServer, type OwnServer } from './own-server.js';
import { tours } from './plan-tours/index.js';

/** What PostgreSQL did, as auto_explain tells it. */
interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}
interface Told {
  'Query Text': string;
  Plan: Plan;
}

const tickets = 100_000;
/** The most rows one step of a list or a search may touch: its nearest 2 000, and what one month holds. */
const mostTouched = 4_000;

let database: OwnServer;
let desk: TestApp;
const told: Told[] = [];
const asked = new Set<string>();
let reading = true;

beforeAll(async () => {
  // Counting a hundred thousand cases holds back the log of every database beside it.
  database = await ownServer();
  await foundMunicipality(database.owner, { tickets: 5_000 });
  await growDesk(database.owner, { tickets });
  await lookAlive(database);
  await explainEverything(new URL(database.owner).pathname.slice(1));
  desk = await startApp({ database, founded: true });
  for (const source of desk.app.get(Pools).sources) listenTo(source);
}, 900_000);
afterAll(async () => {
  await desk?.close();
  await database?.drop();
});

/** What a desk of this size has beside its cases. */
async function lookAlive({ sql }: TestDatabase): Promise<void> {
  await sql(`insert into notification select p.id, t.organisation_id, t.id, t.n, 'ticket.replied', felles_now(), case when t.n % 3 > 0 then felles_now() end
    from (select *, row_number() over () as n from ticket limit 50000) t join lateral (select t.requester_id as id) p on p.id is not null`);
  await sql(
    `insert into idempotency_key select requester_id, 'key-' || id, '\\x00', id, id, opened_at from ticket where requester_id is not null`,
  );
  await sql(
    `insert into ticket_watcher select id, requester_id, organisation_id, opened_at from ticket where requester_id is not null limit 30000`,
  );
  await sql(`insert into ticket_link (id, organisation_id, from_id, to_id, kind)
    select gen_random_uuid(), organisation_id, id, lag, 'relates_to' from (select *, lag(id) over (partition by organisation_id order by id) from ticket limit 30000) t where lag is not null`);
  await sql(
    `insert into draft select requester_id, id, 'public', organisation_id, 'x', 1, null, opened_at from ticket where requester_id is not null limit 20000`,
  );
  await sql(`insert into attachment select gen_random_uuid(), organisation_id, id, null, false, requester_id, opened_at, id::text, 'bilde.png', 'image/png', 1, '\\x00'
    from ticket where requester_id is not null limit 30000`);
  await sql(
    `insert into timer select gen_random_uuid(), organisation_id, 'ticket', id, 'tested', felles_now() + interval '1 year' from ticket limit 20000`,
  );
  await sql(`insert into auth.session select gen_random_uuid(), sha256(t.id::text::bytea), i.person_id, i.id, 1, felles_now(), felles_now(), felles_now() + interval '1 hour'
    from (select id from ticket limit 20000) t cross join (select * from identity limit 1) i`);
  await sql(`insert into auth.attempt select sha256(id::text::bytea), felles_now() from ticket limit 20000`);
  await sql('analyze');
}

async function explainEverything(name: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: database.superuser });
  await superuser.connect();
  for (const [setting, value] of Object.entries({
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  }))
    await superuser.query(`alter database ${pg.escapeIdentifier(name)} set ${setting} = '${value}'`);
  await superuser.end();
}

interface Listening {
  _clients: pg.Client[];
  on(event: 'connect', listener: (client: pg.Client) => void): void;
}

function listenTo(source: Pools['sources'][number]): void {
  const { master } = source.driver as unknown as { master: Listening };
  const listen = (client: pg.Client) =>
    client.on('notice', ({ message = '' }) => {
      const plan = message.indexOf('plan:');
      if (reading && plan > 0) told.push(JSON.parse(message.slice(plan + 5)) as Told);
    });
  master._clients.forEach(listen);
  master.on('connect', listen);
}

/** The names of everything prepared on any connection. */
function noteAsked(): void {
  for (const source of desk.app.get(Pools).sources)
    for (const client of (source.driver as unknown as { master: Listening }).master._clients) {
      const { connection } = client as unknown as { connection: { parsedStatements: object } };
      for (const name of Object.keys(connection.parsedStatements)) asked.add(name);
    }
}

/** Every named statement of the API's code, so that a new one is looked at as well. */
function namedInCode(): string[] {
  const folder = path.resolve(import.meta.dirname, '../src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/spec|metadata/.test(file))
    .flatMap((file) => [
      ...readFileSync(path.join(folder, file), 'utf8').matchAll(
        /name: '([a-z]+(?:-[a-z]+)+)',?\s*(?:\/\/.*\s*)*text:/g,
      ),
    ])
    .map(([, name]) => name!);
}

const steps = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(steps)];

/** A report's exact median is read from every resolution of its period, and from nothing else. */
const readsItsPeriod = /percentile_cont\(array\[0\.5, 0\.9\]\)[^;]*rollup_ticket/;

const onlyWhenSomethingFails = new Set(['reader-failure', 'reader-forget-failure']);

/** One walk through everything people do. */
async function tour(): Promise<void> {
  const [arne, kari] = await Promise.all([desk.as('arne'), desk.as('kari')]);
  const socket = io(desk.url, {
    path: '/api/realtime',
    transports: ['websocket'],
    extraHeaders: { cookie: await desk.cookieOf('arne') },
  });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  const groups = (await arne.get('/api/tickets/counts').expect(200)).body.groups as { id: string }[];
  const { items } = (await arne.get('/api/tickets?queue=open&limit=50').expect(200)).body as {
    items: { id: string; number: string; service: { id: string } | null }[];
  };
  const service = items.find((item) => item.service)!.service!.id;
  for (const queue of [
    'mine',
    'unassigned',
    'open',
    'requested',
    'watched',
    'all',
    `group:${groups[0]!.id}`,
  ]) {
    // Nobody has filed as many as Arne, who tries everything out.
    const who = queue === 'requested' ? kari : arne;
    const list = async (narrowed: string) => {
      const at = `/api/tickets?queue=${queue}&limit=50${narrowed}`;
      const { nextCursor } = (await who.get(at).expect(200)).body as { nextCursor: string | null };
      if (nextCursor) await who.get(`${at}&cursor=${nextCursor}`).expect(200);
    };
    for (const states of [[], ['on_hold'], ['closed'], ['closed', 'in_progress'], ['resolved']] as const) {
      for (const sort of sortsOffered(queue, states)) await list(`&sort=${sort}&state=${states.join(',')}`);
    }
    await list('&kind=request');
  }
  await arne.get(`/api/tickets?queue=open&serviceId=${service}&limit=50`).expect(200);
  for (const words of [
    'skriver',
    'skri',
    rareWord,
    'finnesikkeher',
    'skriver papir',
    items[0]!.number,
    'Kari Nordli',
  ])
    for (const who of [arne, kari]) await who.get(`/api/search?q=${encodeURIComponent(words)}`).expect(200);
  for (const address of [
    '/api/catalogue',
    '/api/people?q=sol',
    '/api/session',
    '/api/tokens',
    '/api/ready',
    '/api/metrics',
  ])
    await arne.get(address).expect(200);
  const people = (await arne.get('/api/people?q=sol').expect(200)).body.items as { id: string }[];
  // One case from its filing to its end.
  const filed = (
    await kari
      .post('/api/incidents')
      .set('Idempotency-Key', 'tour-of-plans')
      .send({ title: 'Skjermen er svart', description: 'Helt svart.' })
      .expect(201)
  ).body as { id: string; number: string; version: number };
  await kari
    .post('/api/incidents')
    .set('Idempotency-Key', 'tour-of-plans')
    .send({ title: 'Skjermen er svart', description: 'Helt svart.' })
    .expect(201);
  const asked = (await kari.post('/api/requests').send({ title: 'Ny skjerm' }).expect(201)).body as {
    id: string;
  };
  const at = `/api/tickets/${filed.id}`;
  await arne.get(`/api/incidents/${filed.number}`).expect(200);
  await arne.put(`${at}/drafts/public`).send({ body: 'Vi ser', revision: 0 });
  await arne.get(`${at}/drafts`).expect(200);
  await arne
    .post(`${at}/replies`)
    .send({ body: 'Vi ser på det.', audience: 'public', basedOnVersion: 0 })
    .expect(201);
  await arne
    .post(`${at}/replies`)
    .send({ body: 'Igjen.', audience: 'public', basedOnVersion: 0 })
    .expect(409);
  const give = () =>
    kari
      .post('/api/uploads')
      .set('Idempotency-Key', 'tour-of-files')
      .attach('file', Buffer.from('notat'), 'notat.txt')
      .expect(201);
  const upload = await give();
  await give();
  await kari.post(`${at}/attachments`).send({ attachmentIds: [upload.body.id] });
  await kari.get(`/api/attachments/${upload.body.id}`).expect(200);
  await kari.put(`${at}/seen`).expect(204);
  await arne.patch(at).set('If-Match', '0').send({ impact: 'high' }).expect(409);
  await arne.patch(at).send({ requesterId: people[1]!.id }).expect(200);
  await arne
    .put(`${at}/hold`)
    .send({ reason: 'requester', until: new Date(Date.now() + 3_600_000).toISOString() })
    .expect(200);
  await database.moveClock('2 hours');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await arne.put(`${at}/restriction`).send({ circle: [{ groupId: groups[0]!.id }] });
  await arne.get(at).expect(200);
  await arne.post(`${at}/links`).send({ ticketId: asked.id, kind: 'relates_to' }).expect(201);
  await arne.put(`${at}/watch`).expect(200);
  await arne.put(`${at}/resolution`).send({ code: 'solved', text: 'Kabelen var løs.' }).expect(200);
  await arne.get(`${at}/events`).expect(200);
  await arne.get(`${at}/at?time=${encodeURIComponent(new Date().toISOString())}`).expect(200);
  await arne.post('/api/incidents').send({ title: 'På telefon', requesterId: people[0]!.id }).expect(201);
  await desk.anyone().post('/api/session').send({ email: cast.lise.mail, password: 'feil' }).expect(401);
  const { agent: idle } = await openSession(desk.url, 'siri');
  await database.sql(`update auth.session set seen_at = seen_at - interval '1 hour'`);
  await idle.get('/api/session').expect(200);
  for (const visit of tours) await visit(desk, database);
  // By the hour and in bulk: that may go through whole tables.
  reading = false;
  await desk.app.get(Housekeeping, { strict: false }).sweep();
  reading = true;
  await arne.put('/api/session/language').send({ language: 'nb' });
  const token = (await arne.post('/api/tokens').send({ name: 'tur', scopes: ['session:own'] })).body as {
    id: string;
  };
  await arne.delete(`/api/tokens/${token.id}`).expect(204);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  noteAsked();
  await arne.delete('/api/session').expect(204);
  noteAsked();
  socket.disconnect();
}

it('reads by an index whatever grows, and no more of it than it needs', async () => {
  await tour();
  const sizes = await database.sql<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and reltuples > 10000 and relnamespace in ('public'::regnamespace, 'auth'::regnamespace)`,
  );
  const large = new Set(sizes.map(({ name }) => name.replace(/_\d.*$/, '')));
  expect(large.size).toBeGreaterThan(10);
  const scanned = new Set<string>();
  const wasteful = new Set<string>();
  for (const { 'Query Text': text, Plan: plan } of told) {
    for (const step of steps(plan)) {
      const table = step['Relation Name'];
      if (!table || !large.has(table)) continue;
      if (step['Node Type'] === 'Seq Scan') scanned.add(`${table}: ${text.slice(0, 200)}`);
      const touched =
        ((step['Actual Rows'] ?? 0) + (step['Rows Removed by Filter'] ?? 0)) * (step['Actual Loops'] ?? 1);
      if (touched > mostTouched && !readsItsPeriod.test(text))
        wasteful.add(`${touched} of ${table}: ${text.slice(0, 200)}`);
    }
  }
  const texts = new Set(told.map((one) => one['Query Text']));
  console.log(
    `plans: ${told.length} read of ${texts.size} statements, ${asked.size} of them by name, at ${tickets} tickets`,
  );
  expect([...scanned]).toEqual([]);
  expect([...wasteful]).toEqual([]);
  const missed = namedInCode().filter((name) => !asked.has(name) && !onlyWhenSomethingFails.has(name));
  expect(missed).toEqual([]);
}, 600_000);
