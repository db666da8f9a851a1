import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketPage, TicketView } from '@felles/contracts/http';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk?.close());

async function file(body: object = {}): Promise<TicketView> {
  const answer = await (
    await desk.as('kari')
  )
    .post('/api/incidents')
    .send({ title: 'Skriveren svarer ikke', description: 'Den blinker rødt.', ...body });
  expect(answer.status).toBe(201);
  return answer.body as TicketView;
}

describe('filing', () => {
  it('answers with the whole ticket, its number and its priority', async () => {
    const ticket = await file({ impact: 'high', urgency: 'high', serviceId: desk.world.services.mail });
    expect(ticket).toMatchObject({
      kind: 'incident',
      state: 'new',
      priority: 'p1',
      title: 'Skriveren svarer ikke',
      description: 'Den blinker rødt.',
      version: 1,
      conversationVersion: 0,
    });
    expect(ticket.number).toMatch(/^INC01\d{5}$/);
    expect(ticket.requester?.displayName).toBe('Kari Nordli');
  });

  it('goes to the group that supports the service', async () => {
    const ticket = await file({ serviceId: desk.world.services.printing });
    expect(ticket).toMatchObject({ state: 'assigned', group: { id: desk.world.groups.network } });
  });

  it('makes one ticket of the same intent sent twice, and refuses the key for another', async () => {
    const kari = await desk.as('kari');
    const send = (title: string) =>
      kari.post('/api/incidents').set('Idempotency-Key', 'one-intent-only').send({ title });
    const [first, second] = await Promise.all([send('En gang'), send('En gang')]);
    expect(second.body.id).toBe(first.body.id);
    expect((await send('Noe annet')).status).toBe(422);
  });

  it('names the field that is wrong and writes nothing', async () => {
    const kari = await desk.as('kari');
    for (const [body, path, code] of [
      [{}, 'title', 'required'],
      [{ title: 'x'.repeat(201) }, 'title', 'too_long'],
      [{ title: 'null\u0000byte' }, 'title', 'not_storable'],
      [{ title: 'x', organisationId: desk.world.organisations.innvik }, 'organisationId', 'unknown_id'],
      [{ title: 'x', serviceId: desk.world.services.innvikOnly }, 'serviceId', 'unknown_id'],
      [{ title: 'x', requesterId: desk.world.people.per }, 'requesterId', 'not_yours'],
      [{ title: 'x', state: 'closed' }, 'state', 'unknown_property'],
    ] as const) {
      const answer = await kari.post('/api/incidents').send(body);
      expect({ status: answer.status, first: answer.body.errors?.[0] }).toMatchObject({
        status: 400,
        first: { path, code },
      });
    }
  });

  it('counts a title the way people do: two hundred family emoji are two hundred characters', async () => {
    const family = '👨‍👩‍👧‍👦';
    expect((await file({ title: family.repeat(200) })).title).toBe(family.repeat(200));
  });
});

describe('the conversation', () => {
  it('asks an agent what the reply is based on, and shows what came between', async () => {
    const ticket = await file();
    const arne = await desk.as('arne');
    const siri = await desk.as('siri');
    const reply = (agent: typeof arne, body: object) =>
      agent.post(`/api/tickets/${ticket.id}/replies`).send({ audience: 'public', ...body });
    expect((await reply(arne, { body: 'Hei' })).body.code).toBe('based_on_version_required');
    expect((await reply(arne, { body: 'Vi ser på det.', basedOnVersion: 0 })).status).toBe(201);
    const stale = await reply(siri, { body: 'Prøv igjen', basedOnVersion: 0 });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({
      code: 'conversation_moved',
      conflict: { conversationVersion: 1, entries: [{ body: 'Vi ser på det.' }] },
    });
    const drafts = await siri.get(`/api/tickets/${ticket.id}/drafts`);
    expect(drafts.body.items).toMatchObject([{ audience: 'public', body: 'Prøv igjen' }]);
    const forced = await reply(siri, { body: 'Prøv igjen', basedOnVersion: 0, force: true });
    expect(forced.body.conversationVersion).toBe(2);
  });

  it('keeps internal notes from the requester, in the ticket and in its history', async () => {
    const ticket = await file();
    const arne = await desk.as('arne');
    await arne
      .post(`/api/tickets/${ticket.id}/replies`)
      .send({ audience: 'internal', body: 'Brukeren har gammel driver' });
    const kari = await desk.as('kari');
    expect((await kari.get(`/api/incidents/${ticket.id}`)).body.entries).toEqual([]);
    const seen = JSON.stringify((await kari.get(`/api/tickets/${ticket.id}/events`)).body);
    expect(seen).not.toContain('ticket.noted');
    expect((await arne.get(`/api/incidents/${ticket.id}`)).body.entries).toHaveLength(1);
  });

  it('reopens what is resolved when its requester replies, and begins a new linked case on a closed one', async () => {
    const ticket = await file();
    const [arne, kari] = [await desk.as('arne'), await desk.as('kari')];
    const resolve = () =>
      arne.put(`/api/tickets/${ticket.id}/resolution`).send({ code: 'solved', text: 'Byttet toner.' });
    expect((await resolve()).body).toMatchObject({
      state: 'resolved',
      resolution: { code: 'solved', text: 'Byttet toner.' },
    });
    const reply = () =>
      kari
        .post(`/api/tickets/${ticket.id}/replies`)
        .send({ audience: 'public', body: 'Den gjør det igjen.' });
    expect((await reply()).body).toMatchObject({ id: ticket.id, state: 'in_progress', reopenCount: 1 });
    await resolve();
    expect((await arne.put(`/api/tickets/${ticket.id}/closure`)).body.state).toBe('closed');
    const next = (await reply()).body as TicketView;
    expect(next.id).not.toBe(ticket.id);
    expect(next.description).toBe('Den gjør det igjen.');
    expect(next.links).toMatchObject([{ kind: 'relates_to', ticket: { id: ticket.id } }]);
  });
});

describe('sight', () => {
  it('hides another organisation’s cases and a restricted case everywhere', async () => {
    const ticket = await file({ title: 'Hemmeligheten om kattuglen' });
    const arne = await desk.as('arne');
    const places = [
      `/api/incidents/${ticket.id}`,
      `/api/tickets/${ticket.number}`,
      `/api/tickets/${ticket.id}/events`,
      `/api/tickets/${ticket.id}/at?time=2030-01-01T00:00:00Z`,
    ];
    for (const name of ['ola', 'nora', 'per'] as const) {
      const stranger = await desk.as(name);
      for (const place of places)
        expect([name, place, (await stranger.get(place)).status]).toEqual([name, place, 404]);
      expect((await stranger.get('/api/search?q=kattuglen')).body.items).toEqual([]);
    }
    const siri = await desk.as('siri');
    expect((await siri.get('/api/search?q=kattugle')).body.items).toHaveLength(1);
    expect(
      (await arne.put(`/api/tickets/${ticket.id}/restriction`).send({ circle: [] })).body.restricted,
    ).toBe(true);
    for (const place of places) expect((await siri.get(place)).status).toBe(404);
    expect((await siri.get('/api/search?q=kattugle')).body.items).toEqual([]);
    const open = (await siri.get('/api/tickets?queue=open')).body as TicketPage;
    expect(open.items.map((row) => row.id)).not.toContain(ticket.id);
    expect((await (await desk.as('kari')).get(places[0]!)).status).toBe(200);
    expect((await (await desk.as('unni')).get(places[0]!)).status).toBe(404);
  });

  it('lets a unit’s contact read the unit’s open cases', async () => {
    const ticket = await file({ title: 'Felles nettbrett mangler' });
    const unni = await desk.as('unni');
    expect((await unni.get(`/api/incidents/${ticket.id}`)).body.title).toBe('Felles nettbrett mangler');
    expect((await unni.get('/api/search?q=nettbrett')).body.items).toHaveLength(1);
    expect(
      (await unni.post(`/api/tickets/${ticket.id}/replies`).send({ audience: 'public', body: 'x' })).status,
    ).toBe(403);
  });
});

describe('history', () => {
  it('tells the state as it stood at a past moment', async () => {
    const ticket = await file();
    const arne = await desk.as('arne');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = new Date(Date.now() - 10).toISOString();
    await arne.put(`/api/tickets/${ticket.id}/progress`);
    await arne.patch(`/api/tickets/${ticket.id}`).send({ impact: 'high', title: 'Ny tittel' });
    const at = async (time: string) => (await arne.get(`/api/tickets/${ticket.id}/at?time=${time}`)).body;
    expect(await at(before)).toMatchObject({
      fields: { state: 'new', impact: 'medium' },
      texts: { title: 'Skriveren svarer ikke' },
    });
    expect(await at('2099-01-01T00:00:00Z')).toMatchObject({
      fields: { state: 'in_progress', impact: 'high', assigneeId: desk.world.people.arne },
      texts: { title: 'Ny tittel' },
    });
    expect(await at('2001-01-01T00:00:00Z')).toMatchObject({ fields: null });
  });

  it('refuses a change based on an older version and says who changed what', async () => {
    const ticket = await file();
    const [arne, siri] = [await desk.as('arne'), await desk.as('siri')];
    await arne.patch(`/api/tickets/${ticket.id}`).set('If-Match', '"1"').send({ urgency: 'high' });
    const stale = await siri
      .patch(`/api/tickets/${ticket.id}`)
      .set('If-Match', '"1"')
      .send({ impact: 'high' });
    expect(stale.status).toBe(409);
    expect(stale.body.conflict).toMatchObject({
      version: 2,
      changes: expect.arrayContaining([
        {
          field: 'urgency',
          by: { id: desk.world.people.arne, displayName: 'Arne Solvik' },
          at: expect.any(String),
        },
      ]),
    });
  });
});

describe('holds', () => {
  it('wakes each held case exactly once when its time comes', async () => {
    const arne = await desk.as('arne');
    const tickets = await Promise.all(Array.from({ length: 5 }, () => file()));
    for (const ticket of tickets) {
      const until = new Date(Date.now() + 20 * 86_400_000).toISOString();
      expect(
        (await arne.put(`/api/tickets/${ticket.id}/hold`).send({ reason: 'supplier', until })).body.state,
      ).toBe('on_hold');
    }
    await desk.database.moveClock('31 days');
    const waking = async () =>
      (
        await desk.database.sql<{ n: number }>(
          `select count(*)::int as n from domain_event where type = 'ticket.woken'`,
        )
      )[0]!.n;
    for (let tries = 0; tries < 100 && (await waking()) < 5; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await waking()).toBe(5);
    // the session has not outlived the month
    expect((await arne.get(`/api/tickets/${tickets[0]!.id}`)).status).toBe(401);
  });
});
