import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ConfigurationItemView,
  PatchBoard,
  PatchReport,
  ReportedUpdate,
  ServerPage,
} from '@felles/contracts/http';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk?.close());

const items = '/api/configuration-items';
let serial = 0;

async function newServer(more: object = {}): Promise<string> {
  const answer = await (await desk.as('siri')).post(items).send({
    organisationId: desk.world.organisations.fjordvik,
    class: 'server',
    name: `patch-${++serial}`,
    siteId: desk.world.sites.hall,
    supportGroupId: desk.world.groups.network,
    ...more,
  });
  expect(answer.status).toBe(201);
  return (answer.body as ConfigurationItemView).id;
}

async function offer(id: string, body: object = {}): Promise<string> {
  const answer = await (await desk.as('siri')).post(`${items}/${id}/enrolment`).send(body);
  expect([answer.status, answer.body.code]).toEqual([201, expect.stringMatching(/^(\w{4}-){3}\w{4}$/)]);
  return answer.body.code as string;
}

const enrol = (code: string) => desk.anyone().post('/api/collectors').send({ code });

/** An enrolled server, and how it reports. */
async function enrolled(more: object = {}, policy: object = {}) {
  const id = await newServer(more);
  const answer = await enrol(await offer(id, policy));
  expect(answer.status).toBe(201);
  const token = answer.body.token as string;
  return { id, token, report: (body: unknown) => send(token, body) };
}

const send = (token: string, body: unknown) =>
  desk
    .anyone()
    .post('/api/patch-reports')
    .set('Authorization', `Bearer ${token}`)
    .set('Accept-Language', 'en')
    .send(body as object);

/** Business time, as the test has moved it. */
async function now(aheadMs = 0): Promise<string> {
  const [row] = await desk.database.sql<{ now: Date }>('select felles_now() as now');
  return new Date(row!.now.getTime() + aheadMs).toISOString();
}

function update(id: string, more: Partial<ReportedUpdate> = {}): ReportedUpdate {
  return {
    id,
    title: id,
    version: '1.0',
    severity: 'unknown',
    security: false,
    cves: [],
    state: 'missing',
    releasedAt: null,
    ...more,
  };
}

async function reportOf(updates: ReportedUpdate[], more: Partial<PatchReport> = {}): Promise<PatchReport> {
  return {
    scannedAt: await now(),
    source: 'apt',
    osName: 'Debian GNU/Linux',
    osVersion: '12',
    rebootPending: false,
    updates,
    ...more,
  };
}

const seen = async (id: string) =>
  (await (await desk.as('siri')).get(`${items}/${id}`)).body as ConfigurationItemView;
const events = async (id: string) =>
  (await (await desk.as('siri')).get(`${items}/${id}/events`)).body.items as {
    type: string;
    facts: Record<string, unknown[]>;
    actor: object;
  }[];
const updates = async (id: string, state = '') =>
  (await (await desk.as('siri')).get(`${items}/${id}/updates?limit=500&state=${state}`)).body.items as {
    id: string;
    state: string;
    version: string;
    security: boolean;
  }[];

describe('enrolment', () => {
  it('gives one token for one code, once, within the hour', async () => {
    const id = await newServer();
    const [lost, code] = [await offer(id), await offer(id)];
    expect((await enrol(lost)).status).toBe(401);
    const answers = await Promise.all([enrol(code), enrol(code.toLowerCase().replaceAll('-', ' '))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
    expect(answers.find(({ status }) => status === 201)!.body).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      server: expect.stringMatching(/^patch-/),
    });
    expect((await seen(id)).patch).toMatchObject({
      status: 'unknown',
      enrolledAt: expect.any(String),
      codeExpiresAt: null,
    });
    const late = await offer(await newServer());
    await desk.database.moveClock('61 minutes');
    expect((await enrol(late)).body.code).toBe('enrolment_failed');
    await desk.database.moveClock('-61 minutes');
  });

  it('is for a server in use, by who may', async () => {
    const siri = await desk.as('siri');
    const application = await siri.post(`${items}/${desk.world.items.records}/enrolment`).send({});
    expect([application.status, application.body.code]).toEqual([409, 'not_enrollable']);
    const id = await newServer();
    await siri.put(`${items}/${id}/retirement`);
    expect((await siri.post(`${items}/${id}/enrolment`).send({})).status).toBe(409);
    expect(
      (await (await desk.as('nora')).post(`${items}/${desk.world.items.files}/enrolment`).send({})).status,
    ).toBe(404);
    expect(
      (await (await desk.as('lise')).post(`${items}/${desk.world.items.files}/enrolment`).send({})).status,
    ).toBe(403);
    expect(
      (await (await desk.as('nora')).delete(`${items}/${desk.world.items.files}/collector`)).status,
    ).toBe(404);
  });

  it('slows down who guesses', async () => {
    const guess = () => desk.anyone().post('/api/collectors').send({ code: 'AAAA-BBBB-CCCC-DDDD' });
    const statuses = new Set<number>();
    for (let tries = 0; tries < 40; tries++) statuses.add((await guess()).status);
    expect([...statuses]).toEqual([401, 429]);
    await desk.database.sql('delete from auth.attempt');
  });
});

describe('the token of a server', () => {
  it('reports for that server and opens nothing else; nobody else’s opens that', async () => {
    const { token } = await enrolled();
    for (const path of ['/api/session', '/api/tickets', items, '/api/patch-status', '/api/catalogue'])
      expect([path, (await desk.anyone().get(path).set('Authorization', `Bearer ${token}`)).status]).toEqual([
        path,
        401,
      ]);
    const siri = await desk.as('siri');
    const own = (await siri.post('/api/tokens').send({ name: 'skript', scopes: ['patch-status:enrol'] })).body
      .token as string;
    expect((await send(own, await reportOf([]))).status).toBe(401);
    expect((await siri.post('/api/patch-reports').send(await reportOf([]))).body.code).toBe(
      'collector_unknown',
    );
    expect((await desk.anyone().post('/api/patch-reports').send({})).status).toBe(401);
  });

  it('is refused in one sentence once withdrawn, and when another has taken its place', async () => {
    const server = await enrolled();
    const siri = await desk.as('siri');
    expect((await server.report(await reportOf([]))).status).toBe(200);
    await siri.delete(`${items}/${server.id}/collector`).expect(204);
    await siri.delete(`${items}/${server.id}/collector`).expect(204);
    const refused = await server.report(await reportOf([]));
    expect([refused.status, refused.body.detail]).toEqual([
      401,
      'The token has been withdrawn or belongs to no server here; enrol the server again with a new code.',
    ]);
    const again = (await enrol(await offer(server.id))).body.token as string;
    expect((await send(again, await reportOf([]))).status).toBe(200);
    const third = (await enrol(await offer(server.id))).body.token as string;
    expect([
      (await send(again, await reportOf([]))).status,
      (await send(third, await reportOf([]))).status,
    ]).toEqual([401, 200]);
    expect((await events(server.id)).filter(({ type }) => /enrolled|revoked/.test(type))).toHaveLength(4);
  });

  it('is refused before a byte of what it sends is read', async () => {
    const huge = 'x'.repeat(9_000_000);
    expect((await send('x'.repeat(43), { huge })).status).toBe(401);
    expect((await (await enrolled()).report({ huge })).status).toBe(413);
  });
});

describe('a report', () => {
  it('is the server’s status, and every figure of it', async () => {
    const server = await enrolled();
    const answer = await server.report(
      await reportOf(
        [
          update('openssl', { security: true, severity: 'critical' }),
          update('nano'),
          update('curl', { state: 'failed' }),
          update('bash', { state: 'installed' }),
        ],
        { rebootPending: true },
      ),
    );
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        applied: true,
        status: 'needs_security_update',
        missingSecurity: 1,
        missingOther: 2,
        missingExploited: 0,
        failed: 1,
        skewSeconds: 0,
      },
    ]);
    expect((await seen(server.id)).patch).toMatchObject({
      status: 'needs_security_update',
      missingSecurity: 1,
      missingOther: 2,
      failed: 1,
      rebootPending: true,
      osName: 'Debian GNU/Linux',
      source: 'apt',
      silentAfterDays: 7,
    });
    expect((await updates(server.id)).map(({ id }) => id)).toEqual(['openssl', 'curl', 'nano']);
    const [event] = await events(server.id);
    expect(event).toMatchObject({
      type: 'server.reported',
      actor: { kind: 'token', person: null },
      facts: {
        status: ['unknown', 'needs_security_update'],
        missingSecurity: [0, 1],
        changedUpdates: [0, 4],
      },
    });
  });

  it('sent again is answered the same and recorded once, also when both are on their way', async () => {
    const server = await enrolled();
    const body = await reportOf([update('openssl', { security: true })]);
    const answers = await Promise.all([server.report(body), server.report(body), server.report(body)]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await events(server.id)).filter(({ type }) => type === 'server.reported')).toHaveLength(1);
  });

  it('is the whole list: what it no longer names is superseded, what it names installed is installed', async () => {
    const server = await enrolled();
    const missing: Partial<ReportedUpdate> = {
      security: true,
      severity: 'important',
      cves: ['CVE-2026-1234'],
    };
    await server.report(await reportOf([update('a', missing), update('b', missing), update('c')]));
    await server.report(await reportOf([update('a', { state: 'installed', version: '2.0' }), update('c')]));
    expect(await updates(server.id, 'missing,installed,superseded,failed')).toMatchObject([
      // What it was stays known when it is done.
      { id: 'a', state: 'installed', version: '2.0', security: true },
      { id: 'b', state: 'superseded' },
      { id: 'c', state: 'missing' },
    ]);
    expect((await seen(server.id)).patch).toMatchObject({
      status: 'needs_update',
      missingSecurity: 0,
      missingOther: 1,
    });
  });

  it('changes no row of a list that has not changed', async () => {
    const server = await enrolled();
    const list = Array.from({ length: 200 }, (_, n) =>
      update(`p${n}`, { state: n < 3 ? 'missing' : 'installed' }),
    );
    await server.report(await reportOf(list));
    const rows = () =>
      desk.database.sql<{ id: string }>(
        `select xmin::text as id from server_update where configuration_item_id = $1 order by update_id`,
        [server.id],
      );
    const before = await rows();
    await server.report(await reportOf(list));
    expect(await rows()).toEqual(before);
    await server.report(
      await reportOf(list.map((one) => (one.id === 'p7' ? { ...one, version: '9' } : one))),
    );
    const after = await rows();
    expect(after.filter(({ id }, index) => id !== before[index]!.id)).toHaveLength(1);
  });

  it('that is older than what is known is kept out, and says so', async () => {
    const server = await enrolled();
    const [older, newer] = [
      await reportOf([update('a')]),
      await reportOf([], { scannedAt: await now(1000) }),
    ];
    await server.report(newer);
    const answer = await server.report({ ...older, scannedAt: await now(-60_000) });
    expect(answer.body).toMatchObject({ applied: false, status: 'up_to_date' });
    expect(await updates(server.id)).toEqual([]);
  });

  it('of a clock that is ahead is noted and put right; more than a day ahead it is refused', async () => {
    const server = await enrolled();
    const ahead = await server.report(await reportOf([], { scannedAt: await now(3 * 3_600_000) }));
    expect(ahead.body.skewSeconds).toBeGreaterThan(3 * 3600 - 5);
    const { patch } = await seen(server.id);
    expect(Date.parse(patch!.scannedAt!)).toBeLessThanOrEqual(Date.parse(await now()));
    // Put right, its clock's own "earlier" is not older.
    expect(
      (await server.report(await reportOf([update('a')], { scannedAt: await now() }))).body.applied,
    ).toBe(true);
    const refused = await server.report(await reportOf([], { scannedAt: await now(25 * 3_600_000) }));
    expect([refused.status, refused.body.errors[0]]).toMatchObject([
      400,
      { path: 'scannedAt', code: 'too_far_ahead' },
    ]);
  });

  it('is taken whole or not at all, naming what is wrong', async () => {
    const server = await enrolled();
    const good = await reportOf([update('a')]);
    for (const [body, path, code] of [
      [{ ...good, updates: undefined }, 'updates', 'required'],
      [{ ...good, scannedAt: '2026-01-01' }, 'scannedAt', 'not_a_time'],
      [{ ...good, scannedAt: '2026-02-30T10:00:00Z' }, 'scannedAt', 'not_a_time'],
      [{ ...good, server: 'another' }, 'server', 'unknown_property'],
      [{ ...good, rebootPending: 'ja' }, 'rebootPending', 'not_a_boolean'],
      [{ ...good, updates: [update('a'), update('a')] }, 'updates.1.id', 'twice'],
      [
        { ...good, updates: [update('a'), { ...update('b'), severity: 'huge' }] },
        'updates.1.severity',
        'not_one_of',
      ],
      [
        { ...good, updates: [update('a'), { ...update('b'), cves: ['CVE-1'] }] },
        'updates.1.cves',
        'malformed',
      ],
      [{ ...good, updates: [{ ...update('a'), title: 'x\u0000' }] }, 'updates.0.title', 'not_storable'],
      [{ ...good, updates: [{ ...update('a'), title: 'x'.repeat(301) }] }, 'updates.0.title', 'too_long'],
      [{ ...good, updates: [{ ...update('a'), extra: 1 }] }, 'updates.0.extra', 'unknown_property'],
      [
        { ...good, updates: [{ ...update('a'), releasedAt: '2199-01-01' }] },
        'updates.0.releasedAt',
        'too_far_ahead',
      ],
      [{ ...good, updates: [null] }, 'updates.0', 'required'],
      [{ ...good, updates: Array.from({ length: 20_001 }, (_, n) => n) }, 'updates', 'too_many'],
      [[], 'body', 'not_an_object'],
    ] as const) {
      const answer = await server.report(body);
      expect([answer.status, answer.body.errors?.[0]]).toMatchObject([400, { path, code }]);
    }
    const half = JSON.stringify(good).slice(0, -20);
    const cut = await desk
      .anyone()
      .post('/api/patch-reports')
      .set('Authorization', `Bearer ${server.token}`)
      .set('Content-Type', 'application/json')
      .send(half);
    expect([cut.status, cut.body.code]).toEqual([400, 'malformed']);
    const million = { ...good, updates: Array.from({ length: 1_000_000 }, () => ({})) };
    expect((await server.report(million)).body.errors?.[0]).toMatchObject({
      path: 'updates',
      code: 'too_many',
    });
    expect(await updates(server.id, 'missing,installed,superseded,failed')).toEqual([]);
    expect((await seen(server.id)).patch).toMatchObject({ status: 'unknown', reportedAt: null });
  });
});

describe('silence', () => {
  it('makes a server unknown after its own policy, in the log and everywhere it is read', async () => {
    const [quiet, patient] = [
      await enrolled({}, { silentAfterDays: 2 }),
      await enrolled({}, { silentAfterDays: 30 }),
    ];
    for (const server of [quiet, patient]) await server.report(await reportOf([]));
    const board = async () => (await (await desk.as('siri')).get('/api/patch-status')).body as PatchBoard;
    const before = await board();
    expect((await seen(quiet.id)).patch!.status).toBe('up_to_date');
    // Before any timer has come to say so.
    await desk.database.sql(`delete from timer where kind = 'patch.silence' and subject_id = $1`, [quiet.id]);
    await desk.database.sql(
      `update server_patch_status set known_until = felles_now() - interval '1 second' where configuration_item_id = $1`,
      [quiet.id],
    );
    expect((await seen(quiet.id)).patch!.status).toBe('unknown');
    const after = await board();
    expect(after.statuses.up_to_date.count).toBe(before.statuses.up_to_date.count - 1);
    expect(after.statuses.unknown.count).toBe(before.statuses.unknown.count + 1);
    // It speaks again: that it had been silent is written down first.
    await quiet.report(await reportOf([]));
    expect((await events(quiet.id)).slice(0, 2).map(({ type }) => type)).toEqual([
      'server.reported',
      'server.silent',
    ]);
  });

  it('is written by its timer, once', async () => {
    const server = await enrolled({}, { silentAfterDays: 1 });
    await server.report(await reportOf([]));
    await desk.database.moveClock('25 hours');
    const silences = async () =>
      (
        await desk.database.sql<{ n: number }>(
          `select count(*)::int as n from domain_event where type = 'server.silent' and subject_id = $1`,
          [server.id],
        )
      )[0]!.n;
    for (let tries = 0; tries < 100 && (await silences()) < 1; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await silences()).toBe(1);
    const [row] = await desk.database.sql<{ status: string }>(
      `select status from server_patch_status where configuration_item_id = $1`,
      [server.id],
    );
    expect(row!.status).toBe('unknown');
    await desk.database.moveClock('-25 hours');
  });
});

describe('the board', () => {
  it('counts every server once, and each figure leads to exactly the servers it counts', async () => {
    const lise = await desk.as('lise');
    const board = (await lise.get('/api/patch-status')).body as PatchBoard;
    const [servers] = await desk.database.sql<{ n: number }>(
      `select count(*)::int as n from configuration_item where class = 'server' and retired_at is null`,
    );
    expect(board.total.count).toBe(servers!.n);
    const parts = (statuses: PatchBoard['statuses']) =>
      Object.values(statuses).reduce((sum, { count }) => sum + count, 0);
    expect(parts(board.statuses)).toBe(board.total.count);
    const listed = async (leadsTo: string) =>
      ((await lise.get(`/api/patch-status/servers?limit=500&${leadsTo}`).expect(200)).body as ServerPage)
        .items.length;
    const lines = [board.byOrganisation, board.bySite, board.byGroup, board.byService];
    for (const line of lines.flat())
      expect([line.id, line.name?.nb]).toEqual([
        line.id,
        line.id === null ? undefined : expect.stringMatching(/\w/),
      ]);
    for (const line of lines)
      expect(line.reduce((sum, { total }) => sum + total.count, 0)).toBe(board.total.count);
    const figures = [
      board.total,
      board.exploited,
      board.rebootPending,
      ...Object.values(board.statuses),
    ].concat(lines.flat().flatMap((line) => [line.total, line.exploited, ...Object.values(line.statuses)]));
    for (const { count, leadsTo } of figures)
      expect([leadsTo, await listed(leadsTo)]).toEqual([leadsTo, count]);
    expect(board.rebootPending.count).toBeGreaterThan(0);
  });

  it('shows nobody the servers of another organisation', async () => {
    const nora = (await (await desk.as('nora')).get('/api/patch-status')).body as PatchBoard;
    expect([nora.total.count, nora.byOrganisation.map(({ id }) => id)]).toEqual([
      1,
      [desk.world.organisations.innvik],
    ]);
    expect((await (await desk.as('kari')).get('/api/patch-status')).status).toBe(403);
  });

  it('pages its lists without one skipped or repeated', async () => {
    const siri = await desk.as('siri');
    const names: string[] = [];
    let cursor = '';
    do {
      const page = (await siri.get(`/api/patch-status/servers?limit=3${cursor && `&cursor=${cursor}`}`))
        .body as ServerPage;
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    const whole = (await siri.get('/api/patch-status/servers?limit=500')).body as ServerPage;
    expect(names).toEqual(whole.items.map(({ name }) => name));
  });
});
