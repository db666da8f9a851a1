import { realtimePath, type LiveEvent, type ResumeAnswer } from '@felles/contracts/values';
import type { TicketView } from '@felles/contracts/http';
import type { Name } from '@felles/testing';
import { io, type Socket } from 'socket.io-client';
import { openSession, startApp, type TestApp } from '../app.js';
import { atATime } from './in-turn.js';

let desk: TestApp;
const open: Client[] = [];
beforeAll(async () => {
  desk = await startApp();
});
afterEach(() => {
  for (const client of open.splice(0)) client.socket.disconnect();
});
afterAll(() => desk.close());

/** A browser's live connection, and everything it was ever told. */
interface Client {
  socket: Socket;
  events: LiveEvent[];
  gone: string[];
  /** Every message by its name, whatever it was. */
  heard: string[];
  closed: Promise<string>;
}

function connect(headers: Record<string, string>, auth: object = {}): Client {
  const socket = io(desk.url, {
    path: realtimePath,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
    auth,
  });
  const client: Client = {
    socket,
    events: [],
    gone: [],
    heard: [],
    closed: new Promise((resolve) => socket.on('disconnect', resolve)),
  };
  socket.on('event', (event: LiveEvent) => client.events.push(event));
  socket.on('gone', ({ id }: { id: string }) => client.gone.push(id));
  socket.onAny((name: string) => client.heard.push(name));
  open.push(client);
  return client;
}

const connected = ({ socket }: Client) =>
  new Promise<string>((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', (error) => resolve(error.message));
  });
const resume = ({ socket }: Client, cursor: unknown = null) =>
  socket.timeout(5_000).emitWithAck('resume', { cursor }) as Promise<ResumeAnswer>;

/** Signed in, connected, and told of everything from now on. */
async function follow(name: Name): Promise<Client> {
  const client = connect({ cookie: await desk.cookieOf(name) });
  expect(await connected(client)).toBe('connected');
  expect(await resume(client)).toMatchObject({ ok: true });
  return client;
}

async function soon(condition: () => boolean, withinMs = 3_000): Promise<void> {
  const until = performance.now() + withinMs;
  while (!condition() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(condition()).toBe(true);
}

/** Long enough for anything that was going to be said. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 500));

async function file(body: object = {}): Promise<TicketView> {
  const answer = await (
    await desk.as('kari')
  )
    .post('/api/incidents')
    .send({ title: 'Skriveren står', ...body });
  expect(answer.status).toBe(201);
  return answer.body as TicketView;
}
const about = (client: Client, { id }: { id: string }) =>
  client.events.filter((event) => event.subject.id === id);

describe('coming in', () => {
  it.each([
    ['without a session', {}, {}],
    ['with a session of nobody', { cookie: 'felles=' + 'x'.repeat(43) }, {}],
    ['with a token of nobody', {}, { token: 'x'.repeat(43) }],
    ['with something that is no token', {}, { token: { $ne: null } }],
  ])('is refused %s', async (_, headers, auth) => {
    expect(await connected(connect(headers as Record<string, string>, auth))).toBe('not_signed_in');
  });

  it('is refused to a page of another site, though the browser brings the session', async () => {
    const cookie = await desk.cookieOf('arne');
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      desk.url + '.evil',
    ])
      expect([origin, await connected(connect({ cookie, origin }))]).toEqual([origin, 'websocket error']);
    expect(await connected(connect({ cookie, origin: desk.url }))).toBe('connected');
  });
});

describe('what is told', () => {
  it('is nothing before one has resumed, and nothing to who names rooms', async () => {
    const silent = connect({ cookie: await desk.cookieOf('arne') });
    await connected(silent);
    const ticket = await file();
    await aWhile();
    expect(silent.heard).toEqual([]);
    for (const message of [
      'join',
      'subscribe',
      'event',
      'constructor',
      '__proto__',
      'toString',
      'disconnecting',
    ]) {
      const nosy = connect({ cookie: await desk.cookieOf('ola') });
      await connected(nosy);
      nosy.socket.io.engine.write(`42${JSON.stringify([message, `ticket:${ticket.id}`])}`);
      await nosy.closed;
      expect([message, nosy.heard]).toEqual([message, []]);
    }
  });

  it('is what each may see: not another organisation’s, not a restricted case, not internal matters', async () => {
    const names = ['kari', 'arne', 'siri', 'lise', 'unni', 'per', 'ola', 'nora'] as const;
    const clients = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await follow(name)] as const)),
    ) as Record<(typeof names)[number], Client>;
    const arne = await desk.as('arne');
    const ticket = await file();
    await arne
      .post(`/api/tickets/${ticket.id}/replies`)
      .send({ audience: 'internal', body: 'Bare for oss' })
      .expect(201);
    // Sight is asked when it is told: what is restricted before that is not told to those outside.
    await soon(() => [clients.siri, clients.lise].every((one) => about(one, ticket).length === 2));
    await arne.put(`/api/tickets/${ticket.id}/restriction`).send({ circle: [] }).expect(200);
    await arne.patch(`/api/tickets/${ticket.id}`).send({ impact: 'high' }).expect(200);
    await soon(() => about(clients.arne, ticket).length === 4);
    await aWhile();
    const told = Object.fromEntries(
      names.map((name) => [name, about(clients[name], ticket).map((event) => event.type)]),
    );
    expect(told).toEqual({
      kari: ['ticket.filed', 'ticket.restricted', 'ticket.changed'],
      arne: ['ticket.filed', 'ticket.noted', 'ticket.restricted', 'ticket.changed'],
      siri: ['ticket.filed', 'ticket.noted'],
      lise: ['ticket.filed', 'ticket.noted'],
      unni: ['ticket.filed'],
      per: [],
      ola: [],
      nora: [],
    });
    for (const name of ['siri', 'lise', 'unni'] as const) expect(clients[name].gone).toEqual([ticket.id]);
    for (const name of ['kari', 'arne', 'per', 'ola', 'nora'] as const)
      expect(clients[name].gone).toEqual([]);
  });

  it('is who else is there only to those who read the case', async () => {
    const ticket = await file();
    const [arne, siri, nora, kari] = await Promise.all(
      (['arne', 'siri', 'nora', 'kari'] as const).map((name) => follow(name)),
    );
    const present = (client: Client, ticketId: unknown) =>
      client.socket.timeout(2_000).emitWithAck('present', { ticketId, writing: true }) as Promise<boolean>;
    expect(await present(arne!, ticket.id)).toBe(true);
    expect(await present(siri!, ticket.id)).toBe(true);
    expect(await present(nora!, ticket.id)).toBe(false);
    expect(await present(nora!, { $ne: null })).toBe(false);
    await soon(() => siri!.heard.includes('presence'));
    void present(kari!, ticket.id).catch(() => undefined);
    // Being present is for those who work queues; anybody else who says it is talking out of turn.
    expect(await kari!.closed).toBe('io server disconnect');
    await (
      await desk.as('arne')
    )
      .put(`/api/tickets/${ticket.id}/restriction`)
      .send({ circle: [] })
      .expect(200);
    await soon(() => siri!.gone.length === 1);
    await aWhile();
    const before = siri!.heard.filter((name) => name === 'presence').length;
    await arne!.socket.emitWithAck('present', { ticketId: ticket.id, writing: false });
    await aWhile();
    expect(siri!.heard.filter((name) => name === 'presence')).toHaveLength(before);
    expect(nora!.heard).not.toContain('presence');
  });
});

describe('going out', () => {
  it('closes the socket within five seconds of signing out, and says so', async () => {
    const { agent, cookie } = await openSession(desk.url, 'per');
    const client = connect({ cookie });
    await connected(client);
    await resume(client);
    const from = performance.now();
    await agent.delete('/api/session').expect(204);
    expect(await client.closed).toBe('io server disconnect');
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(client.heard).toContain('signed_out');
  });

  it('closes the socket within five seconds of a membership ending, whoever ended it', async () => {
    const client = await follow('unni');
    const from = performance.now();
    await desk.database.sql(`update membership set valid_to = felles_now() where person_id = $1`, [
      desk.world.people.unni,
    ]);
    expect(await client.closed).toBe('io server disconnect');
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(await connected(connect({ cookie: await desk.cookieOf('unni') }))).toBe('not_signed_in');
  });

  it('closes the socket of a withdrawn token', async () => {
    const arne = await desk.as('arne');
    const { id, token } = (
      await arne.post('/api/tokens').send({ name: 'skjerm', scopes: ['desk:use', 'incident:read'] })
    ).body as { id: string; token: string };
    const client = connect({}, { token });
    expect(await connected(client)).toBe('connected');
    await arne.delete(`/api/tokens/${id}`).expect(204);
    expect(await client.closed).toBe('io server disconnect');
    expect(client.heard).toContain('signed_out');
  });

  it('cuts off who talks faster than people do', async () => {
    const client = await follow('arne');
    for (let n = 0; n < 200; n++) client.socket.emit('present', { ticketId: null, writing: false });
    expect(await client.closed).toBe('io server disconnect');
  });

  it('cuts off who sends a message larger than any of ours', async () => {
    const client = await follow('arne');
    client.socket.emit('resume', { cursor: 'x'.repeat(20_000) }, () => undefined);
    await client.closed;
    expect(client.socket.connected).toBe(false);
  });

  it('does not fall over what a message should not be', async () => {
    for (const message of [
      [],
      [null],
      ['x'],
      [{ cursor: {} }],
      [{ cursor: ['a'] }],
      [{}, 'not a function'],
    ]) {
      const client = await follow('arne');
      client.socket.emit('resume', ...message);
      client.socket.emit('present', ...message);
      await aWhile();
      client.socket.disconnect();
    }
    expect((await desk.anyone().get('/api/live')).text).toBe('live');
  });
});

describe('resuming', () => {
  const cursorOf = (text: string) => Buffer.from(text).toString('base64url');

  it.each([
    ['nonsense', 'nonsense'],
    ['another generation’s', cursorOf('999.1.1')],
    ['a generation long past', cursorOf('0.1.1')],
    ['a place beyond the log', cursorOf('1.9000000000000000000.1')],
    ['a number no database holds', cursorOf('1.9999999999999999999.1')],
    ['not text', { xid: 1 }],
  ])('answers %s with "reload", and goes on live from there', async (_, cursor) => {
    const client = connect({ cookie: await desk.cookieOf('arne') });
    await connected(client);
    expect(await resume(client, cursor)).toMatchObject({ ok: false, reload: true });
    const ticket = await file();
    await soon(() => about(client, ticket).length === 1);
  });

  it('replays what was missed under today’s sight', async () => {
    const client = connect({ cookie: await desk.cookieOf('siri') });
    await connected(client);
    const { cursor } = await resume(client);
    client.socket.disconnect();
    const arne = await desk.as('arne');
    const [hidden, seen] = [await file(), await file()];
    await arne.patch(`/api/tickets/${hidden.id}`).send({ impact: 'high' }).expect(200);
    await arne.put(`/api/tickets/${hidden.id}/restriction`).send({ circle: [] }).expect(200);
    await aWhile();
    const again = connect({ cookie: await desk.cookieOf('siri') });
    await connected(again);
    expect(await resume(again, cursor)).toMatchObject({ ok: true });
    await soon(() => about(again, seen).length === 1);
    expect(about(again, hidden)).toEqual([]);
    expect(again.gone).toEqual([hidden.id]);
  });

  it('brings each event exactly once and in order, through reconnects, while twenty write', async () => {
    const tickets = await Promise.all(Array.from({ length: 20 }, () => file()));
    const cookie = await desk.cookieOf('arne');
    const received: LiveEvent[] = [];
    let client = connect({ cookie });
    await connected(client);
    let cursor = (await resume(client)).cursor;
    const take = () => {
      received.push(...client.events.splice(0));
      cursor = received.at(-1)?.cursor ?? cursor;
    };
    let writing = true;
    const writers = atATime(20, tickets, async (ticket) => {
      const kari = await desk.as('kari');
      for (let n = 0; n < 10; n++)
        await kari
          .post(`/api/tickets/${ticket.id}/replies`)
          .send({ audience: 'public', body: `Linje ${n}` })
          .expect(201);
    }).finally(() => (writing = false));
    while (writing) {
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 120));
      client.socket.disconnect();
      take();
      client = connect({ cookie });
      expect(await connected(client)).toBe('connected');
      expect(await resume(client, cursor)).toMatchObject({ ok: true });
    }
    await writers;
    const ours = (events: LiveEvent[]) =>
      events.filter(
        (event) => event.type === 'ticket.replied' && tickets.some(({ id }) => id === event.subject.id),
      );
    await soon(() => ours([...received, ...client.events]).length >= 200, 5_000);
    await aWhile();
    take();
    const places = ours(received).map((event) => event.cursor);
    const log = await desk.database.sql<{ cursor: string }>(
      `select generation || '.' || xid || '.' || id as cursor from domain_event
       where type = 'ticket.replied' and subject_id = any ($1) order by generation, xid, id`,
      [tickets.map(({ id }) => id)],
    );
    expect(places).toEqual(log.map((row) => cursorOf(row.cursor)));
    expect(places).toHaveLength(200);
  });
});
