import { cast, password } from '@felles/testing';
import type { Permission } from '@felles/domain';
import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { openSession, startApp, type TestApp } from '../app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterEach(() => desk.database.sql(`delete from auth.attempt`));
afterAll(() => desk.close());

const signIn = (email: string, word: string, agent = desk.anyone()) =>
  agent.post('/api/session').send({ email, password: word });
const middle = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

describe('signing in', () => {
  it('says the same of an unknown address and a wrong password, and takes as long over it', async () => {
    // The test's own passwords are cheaply hashed; this one costs what a real one does.
    const { hash } = await import('@node-rs/argon2');
    const { passwordCost } = await import('../../src/platform/auth/sign-in.service.js');
    await desk.database.sql(
      `update auth.password set hash = $1 where identity_id = (select id from identity where subject = $2)`,
      [await hash('right', passwordCost), cast.lise.mail],
    );
    const took = { unknown: [] as number[], wrong: [] as number[] };
    const said = new Set<string>();
    for (let n = 0; n < 7; n++) {
      for (const [who, mail] of [
        ['unknown', 'ingen@fjordvik.example'],
        ['wrong', cast.lise.mail],
      ] as const) {
        const from = performance.now();
        const answer = await signIn(mail, 'not this one');
        took[who].push(performance.now() - from);
        const { correlationId: _, ...words } = answer.body as Record<string, unknown>;
        said.add(JSON.stringify([answer.status, words]));
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    }
    expect([...said]).toHaveLength(1);
    const [unknown, wrong] = [middle(took.unknown), middle(took.wrong)];
    expect(Math.max(unknown, wrong) / Math.min(unknown, wrong)).toBeLessThan(2);
  });

  it('slows down ten failures from one network, never the owner’s own device', async () => {
    const own = supertest.agent(desk.url);
    await signIn(cast.kari.mail, password, own).expect(201);
    for (let n = 0; n < 10; n++) await signIn(cast.kari.mail, 'guess').expect(401);
    const locked = await signIn(cast.kari.mail, password);
    expect([locked.status, locked.body.code]).toEqual([429, 'too_many_requests']);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    // Another address from the same network, and the owner's device, are as before.
    await signIn(cast.per.mail, password).expect(201);
    await signIn(cast.kari.mail, password, own).expect(201);
    // An unknown address is slowed down just the same: nothing tells who exists.
    for (let n = 0; n < 10; n++) await signIn('ingen@fjordvik.example', 'guess').expect(401);
    await signIn('ingen@fjordvik.example', 'guess').expect(429);
  });

  it('counts guesses that come all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => signIn(cast.siri.mail, `guess ${n}`)),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
  });

  it('gives a device’s mark to nobody else', async () => {
    const own = supertest.agent(desk.url);
    const answer = await signIn(cast.per.mail, password, own).expect(201);
    const mark = (answer.headers['set-cookie'] as unknown as string[]).find((one) =>
      one.startsWith('felles_device'),
    )!;
    for (let n = 0; n < 10; n++) await signIn(cast.ola.mail, 'guess').expect(401);
    await signIn(cast.ola.mail, password).set('Cookie', mark.split(';')[0]!).expect(429);
  });

  it('never keeps a session that was there before, and hides the new one from scripts', async () => {
    const planted = `felles=${'a'.repeat(43)}`;
    const answer = await signIn(cast.kari.mail, password).set('Cookie', planted).expect(201);
    const cookies = answer.headers['set-cookie'] as unknown as string[];
    const session = cookies.find((cookie) => cookie.startsWith('felles='))!;
    expect(session).not.toContain('a'.repeat(43));
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=Lax/);
    }
    await desk.anyone().get('/api/session').set('Cookie', planted).expect(401);
    const first = session.split(';')[0]!;
    const again = await signIn(cast.kari.mail, password).set('Cookie', first).expect(201);
    expect((again.headers['set-cookie'] as unknown as string[]).join()).not.toContain(first);
  });

  it('takes an address in any case and with spaces, and nothing that only looks like it', async () => {
    await signIn(cast.kari.mail.toUpperCase(), password).expect(201);
    await signIn('kari@fjordvik.example\u200b', password).expect(401);
    await signIn("kari@fjordvik.example' or '1'='1", password).expect(400);
  });

  it('ends when one signs out: the cookie is worth nothing afterwards', async () => {
    const { agent, cookie } = await openSession(desk.url, 'admin');
    await agent.delete('/api/session').expect(204);
    await desk.anyone().get('/api/session').set('Cookie', cookie).expect(401);
  });

  it('is over for whom the membership has ended, at once and everywhere', async () => {
    const { agent } = await openSession(desk.url, 'nora');
    const made = await agent.post('/api/tokens').send({ name: 'skript', scopes: ['session:own'] });
    const bearer = `Bearer ${made.body.token}`;
    await desk.anyone().get('/api/session').set('Authorization', bearer).expect(200);
    await desk.database.sql(`update membership set valid_to = felles_now() where person_id = $1`, [
      desk.world.people.nora,
    ]);
    await agent.get('/api/session').expect(401);
    await agent.post('/api/incidents').send({ title: 'x' }).expect(401);
    await desk.anyone().get('/api/session').set('Authorization', bearer).expect(401);
    expect((await signIn(cast.nora.mail, password)).body.code).toBe('sign_in_failed');
  });

  it('is over for whose only organisation has left the desk', async () => {
    const { agent } = await openSession(desk.url, 'ola');
    await desk.database.sql(`update organisation set archived_at = felles_now() where id = $1`, [
      desk.world.organisations.innvik,
    ]);
    await agent.get('/api/session').expect(401);
    expect((await signIn(cast.ola.mail, password)).body.code).toBe('sign_in_failed');
    await desk.database.sql(`update organisation set archived_at = null`);
  });
});

describe('a write that another site made a browser send', () => {
  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
  ])('is refused: %j', async (headers: Record<string, string>) => {
    const arne = await desk.as('arne');
    for (const [method, path] of [
      ['post', '/api/incidents'],
      ['put', '/api/session/language'],
      ['delete', '/api/session'],
      ['post', '/api/session'],
    ] as const) {
      const answer = await arne[method](path)
        .set(headers)
        .send({ title: 'x', language: 'nb', email: cast.kari.mail, password });
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 403, 'foreign_origin']);
    }
    await arne.get('/api/session').expect(200);
  });

  it('is not mistaken for one’s own page', async () => {
    const arne = await desk.as('arne');
    await arne
      .post('/api/incidents')
      .set({ origin: desk.url, 'sec-fetch-site': 'same-origin' })
      .send({ title: 'Egen side' })
      .expect(201);
  });

  it('cannot be a form: text and form bodies are not read as JSON', async () => {
    const arne = await desk.as('arne');
    const asForm = await arne
      .post('/api/incidents')
      .set('Content-Type', 'text/plain')
      .send('{"title":"Skjema"}');
    expect(asForm.status).toBeGreaterThanOrEqual(400);
    expect(asForm.status).toBeLessThan(500);
  });
});

describe('a token', () => {
  const make = async (...scopes: Permission[]) => {
    const made = await (
      await desk.as('arne')
    )
      .post('/api/tokens')
      .send({ name: 'skript', scopes })
      .expect(201);
    return made.body as { id: string; token: string };
  };
  const by = (token: string) => supertest.agent(desk.url).set('Authorization', `Bearer ${token}`);

  it('does what its scopes say and nothing else', async () => {
    const arne = await desk.as('arne');
    const filed = (await arne.post('/api/incidents').send({ title: 'Arnes egen sak' })).body as {
      id: string;
    };
    const asked = (await arne.post('/api/requests').send({ title: 'Arnes ønske' })).body as { id: string };
    const { token } = await make('incident:read', 'incident:file');
    await by(token).get(`/api/incidents/${filed.id}`).expect(200);
    await by(token).get(`/api/tickets/${asked.id}`).expect(403);
    await by(token).post('/api/incidents').send({ title: 'Fra skriptet' }).expect(201);
    await by(token).post('/api/requests').send({ title: 'x' }).expect(403);
    await by(token)
      .post(`/api/tickets/${filed.id}/replies`)
      .send({ body: 'x', audience: 'public' })
      .expect(403);
    await by(token).patch(`/api/tickets/${filed.id}`).send({ impact: 'high' }).expect(403);
    await by(token).get(`/api/tickets/${filed.id}/events`).expect(403);
    await by(token).get('/api/search?q=Arnes').expect(403);
    const listed = (await by(token).get('/api/tickets?queue=requested').expect(200)).body as {
      items: { kind: string }[];
    };
    expect(new Set(listed.items.map(({ kind }) => kind))).toEqual(new Set(['incident']));
  });

  it('makes no tokens and is never more than its owner', async () => {
    const { token } = await make('token:own', 'incident:file');
    await by(token)
      .post('/api/tokens')
      .send({ name: 'x', scopes: ['incident:file'] })
      .expect(403);
    const beyond = await (
      await desk.as('kari')
    )
      .post('/api/tokens')
      .send({ name: 'x', scopes: ['incident:resolve'] });
    expect(beyond.body).toMatchObject({ status: 400, errors: [{ path: 'scopes.0', code: 'not_yours' }] });
  });

  it('ends when withdrawn, and when its time is over', async () => {
    const { id, token } = await make('session:own');
    await by(token).get('/api/session').expect(200);
    await (await desk.as('kari')).delete(`/api/tokens/${id}`).expect(404);
    await (await desk.as('arne')).delete(`/api/tokens/${id}`).expect(204);
    expect((await by(token).get('/api/session')).body.code).toBe('token_invalid');
    const short = await make('session:own');
    await desk.database.sql(`update auth.api_token set expires_at = felles_now() where id = $1`, [short.id]);
    await by(short.token).get('/api/session').expect(401);
  });

  it('is never looked for elsewhere, and a broken one does not fall back to the session', async () => {
    const { token } = await make('session:own');
    const { cookie } = await openSession(desk.url, 'arne');
    await desk.anyone().get(`/api/session?token=${token}`).expect(401);
    for (const authorization of ['Bearer x', `Basic ${token}`, 'Bearer', `Bearer ${randomUUID()}`, ''])
      expect([
        authorization,
        (await desk.anyone().get('/api/session').set({ cookie, authorization })).status,
      ]).toEqual([authorization, authorization === '' ? expect.any(Number) : 401]);
  });

  it('is kept as a hash only', async () => {
    const { token } = await make('session:own');
    const dump = JSON.stringify(await desk.database.sql(`select * from auth.api_token`));
    expect(dump).not.toContain(token);
    const listed = await (await desk.as('arne')).get('/api/tokens');
    expect(JSON.stringify(listed.body)).not.toContain(token);
  });
});
