import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketView } from '@felles/contracts/http';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk?.close());

async function incident(): Promise<TicketView> {
  const kari = await desk.as('kari');
  return (await kari.post('/api/incidents').send({ title: 'Utskrift stopper' }).expect(201))
    .body as TicketView;
}

async function problem(body: object = {}): Promise<TicketView> {
  const arne = await desk.as('arne');
  return (
    await arne
      .post('/api/problems')
      .send({ title: 'Utskriftskøen henger', ...body })
      .expect(201)
  ).body as TicketView;
}

describe('a problem', () => {
  it('is made of an incident, which is then caused by it', async () => {
    const one = await incident();
    const made = await problem({ incidentId: one.id });
    expect(made).toMatchObject({
      kind: 'problem',
      state: 'new',
      diagnosis: { cause: null, workaround: null },
    });
    expect(made.number).toMatch(/^PRB01/);
    expect(made.links).toMatchObject([{ kind: 'caused_by', direction: 'to', ticket: { id: one.id } }]);
  });

  it('is made once of the same intent', async () => {
    const one = await incident();
    const arne = await desk.as('arne');
    const send = () =>
      arne
        .post('/api/problems')
        .set('Idempotency-Key', 'one-problem-only')
        .send({ title: 'En gang', incidentId: one.id });
    const [first, second] = await Promise.all([send(), send()]);
    expect(second.body.id).toBe(first.body.id);
    expect(((await arne.get(`/api/tickets/${one.id}`)).body as TicketView).links).toHaveLength(1);
  });

  it('goes from investigation to a known error, and is not known without a way around it', async () => {
    const { id } = await problem();
    const arne = await desk.as('arne');
    const at = `/api/problems/${id}`;
    expect((await arne.put(`${at}/investigation`).expect(200)).body.state).toBe('investigating');
    expect((await arne.put(`${at}/known-error`).send({})).body.errors[0]).toMatchObject({
      path: 'workaround',
      code: 'required',
    });
    const found = (await arne.patch(`${at}/diagnosis`).send({ cause: 'Driver 4.2' }).expect(200))
      .body as TicketView;
    expect(found.diagnosis).toMatchObject({ cause: 'Driver 4.2', workaround: null });
    const known = (await arne.put(`${at}/known-error`).send({ workaround: 'Tøm køen' }).expect(200))
      .body as TicketView;
    expect(known).toMatchObject({
      state: 'known_error',
      diagnosis: { cause: 'Driver 4.2', workaround: 'Tøm køen', knownErrorAt: expect.any(String) },
    });
    expect((await arne.patch(`${at}/diagnosis`).send({ workaround: '' })).status).toBe(400);
    expect((await arne.delete(`${at}/known-error`).expect(200)).body).toMatchObject({
      state: 'investigating',
      diagnosis: { knownErrorAt: null },
    });
    expect((await arne.delete(`${at}/investigation`).expect(200)).body.state).toBe('new');
    await arne.put(`${at}/resolution`).send({ code: 'solved', text: 'Ny driver.' }).expect(200);
    await arne.put(`${at}/investigation`).expect(409);
    expect((await arne.delete(`${at}/resolution`).expect(200)).body.state).toBe('investigating');
  });

  it('known, shows its workaround on its incidents to the desk, and to nobody else', async () => {
    const one = await incident();
    const { id, number } = await problem({ incidentId: one.id });
    const arne = await desk.as('arne');
    const seen = async (by: 'arne' | 'kari') =>
      ((await (await desk.as(by)).get(`/api/incidents/${one.id}`).expect(200)).body as TicketView)
        .knownErrors;
    expect(await seen('arne')).toEqual([]);
    await arne.put(`/api/problems/${id}/known-error`).send({ workaround: 'Bruk skriver 2' }).expect(200);
    expect(await seen('arne')).toMatchObject([{ id, number, workaround: 'Bruk skriver 2' }]);
    expect(await seen('kari')).toEqual([]);
    await arne.put(`/api/tickets/${id}/restriction`).send({ circle: [] }).expect(200);
    expect(
      await (async () =>
        ((await (await desk.as('siri')).get(`/api/incidents/${one.id}`)).body as TicketView).knownErrors)(),
    ).toEqual([]);
  });

  it('is the desk’s own: not filed by an employee, not seen by the neighbours', async () => {
    const one = await incident();
    await (await desk.as('kari')).post('/api/problems').send({ title: 'x' }).expect(403);
    await (await desk.as('lise')).post('/api/problems').send({ title: 'x' }).expect(403);
    const { id } = await problem();
    await (await desk.as('nora')).get(`/api/problems/${id}`).expect(404);
    await (await desk.as('nora')).patch(`/api/problems/${id}/diagnosis`).send({ cause: 'x' }).expect(404);
    await (await desk.as('lise')).patch(`/api/problems/${id}/diagnosis`).send({ cause: 'x' }).expect(403);
    expect(
      (await (await desk.as('nora')).post('/api/problems').send({ title: 'x', incidentId: one.id })).body
        .errors[0].path,
    ).toBe('incidentId');
  });

  it('is found by the words of its diagnosis', async () => {
    const { id } = await problem();
    const arne = await desk.as('arne');
    await arne.patch(`/api/problems/${id}/diagnosis`).send({ cause: 'Spoolerkrasj' }).expect(200);
    expect(
      (await arne.get('/api/search?q=spoolerkrasj')).body.items.map((row: { id: string }) => row.id),
    ).toEqual([id]);
  });
});
