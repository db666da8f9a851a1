import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MajorView, NoticeView, PublicStatus, TicketView } from '@felles/contracts/http';
import type { Name } from '@felles/testing';
import { io } from 'socket.io-client';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk?.close());

async function publish(body: object = {}, by: Name = 'arne'): Promise<NoticeView> {
  const { organisations, services } = desk.world;
  const answer = await (await desk.as(by)).post('/api/notices').send({
    title: { nb: 'E-post er nede', en: 'E-mail is down' },
    text: { nb: 'Vi retter, og sier fra her.' },
    organisationIds: [organisations.fjordvik],
    serviceIds: [services.mail],
    ...body,
  });
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body as NoticeView;
}

const noticesOf = async (name: Name) =>
  ((await (await desk.as(name)).get('/api/notices').expect(200)).body.items as NoticeView[]).map(
    ({ id }) => id,
  );
const status = async (after = '') =>
  (
    await desk
      .anyone()
      .get(`/api/status${after && `?after=${after}`}`)
      .expect(200)
  ).body as PublicStatus;

async function majorWithNotice(): Promise<{ major: MajorView; notice: NoticeView }> {
  const kari = await desk.as('kari');
  const filed = (await kari.post('/api/incidents').send({ title: 'Hemmelig tittel på saken' }))
    .body as TicketView;
  const arne = await desk.as('arne');
  const major = (
    await arne.put(`/api/incidents/${filed.id}/major`).send({ severity: 1, reason: 'x' }).expect(200)
  ).body as MajorView;
  return { major, notice: await publish({ ticketId: filed.id }) };
}

describe('a notice', () => {
  it('is read by those it concerns and nobody else, until it is withdrawn', async () => {
    const { id } = await publish();
    expect(await noticesOf('kari')).toContain(id);
    expect(await noticesOf('ola')).not.toContain(id);
    const arne = await desk.as('arne');
    await arne.delete(`/api/notices/${id}`).expect(204);
    expect(await noticesOf('kari')).not.toContain(id);
    await arne
      .patch(`/api/notices/${id}`)
      .send({ text: { nb: 'Igjen' } })
      .expect(409);
  });

  it('ends by its clock, on the portal and on the status page', async () => {
    const { id } = await publish({ endsAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await noticesOf('kari')).toContain(id);
    await desk.database.moveClock('2 hours');
    expect(await noticesOf('kari')).not.toContain(id);
  });

  it('is published, changed and withdrawn only by the desk of whom it concerns', async () => {
    const { organisations } = desk.world;
    const body = { title: { nb: 'x' }, text: { nb: 'x' }, organisationIds: [organisations.innvik] };
    await (await desk.as('kari')).post('/api/notices').send(body).expect(403);
    const siri = await (await desk.as('siri')).post('/api/notices').send(body);
    expect(siri.body.errors[0]).toMatchObject({ path: 'organisationIds', code: 'unknown_id' });
    const { id } = await publish();
    await (
      await desk.as('kari')
    )
      .patch(`/api/notices/${id}`)
      .send({ text: { nb: 'x' } })
      .expect(403);
    await (
      await desk.as('nora')
    )
      .patch(`/api/notices/${id}`)
      .send({ text: { nb: 'x' } })
      .expect(404);
    await (await desk.as('nora')).delete(`/api/notices/${id}`).expect(404);
    const far = await (
      await desk.as('arne')
    )
      .post('/api/notices')
      .send({ ...body, serviceIds: [desk.world.services.printing] });
    expect(far.body.errors[0].path).toBe('serviceIds');
  });

  it('takes a change against the version that was read', async () => {
    const { id, version } = await publish();
    const arne = await desk.as('arne');
    const change = () =>
      arne
        .patch(`/api/notices/${id}`)
        .set('If-Match', `"${version}"`)
        .send({ text: { nb: 'Nå rettet' } });
    expect((await change()).body.text).toEqual({ nb: 'Nå rettet' });
    expect((await change()).body.code).toBe('version_stale');
  });
});

describe('the public status page', () => {
  it('tells notices in their own words and nothing of what is behind them', async () => {
    const { major, notice } = await majorWithNotice();
    // Not even to the requester of the case behind it.
    const kari = await desk.as('kari');
    expect((await kari.get(`/api/notices?ticketId=${major.id}`).expect(200)).body.items).toEqual([]);
    expect((await kari.get('/api/notices')).text).not.toContain(major.id);
    const answer = await desk.anyone().get('/api/status').expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=2');
    const said = (answer.body as PublicStatus).notices.find(({ id }) => id === notice.id)!;
    expect(said).toEqual({
      id: notice.id,
      title: { nb: 'E-post er nede', en: 'E-mail is down' },
      text: { nb: 'Vi retter, og sier fra her.' },
      services: [{ nb: 'E-post' }],
      organisations: ['Fjordvik kommune'],
      startsAt: notice.startsAt,
      endsAt: null,
      updates: [],
    });
    for (const secret of [
      major.id,
      major.number,
      'Hemmelig',
      'Arne',
      'Kari',
      desk.world.organisations.fjordvik,
    ])
      expect(answer.text).not.toContain(secret);
  });

  it('waits for the next notice and tells it when it comes', async () => {
    const { revision } = await status();
    const waiting = status(revision);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const published = performance.now();
    const { id } = await publish({ title: { nb: 'Nett nede' } });
    const next = await waiting;
    expect(next.notices.map((one) => one.id)).toContain(id);
    // Well before it would have answered by itself, after 20 s.
    expect(performance.now() - published).toBeLessThan(10_000);
  });

  it('answers floods from one address with patience, and goes on for it afterwards', async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, () => desk.anyone().get('/api/status')));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await status();
  });
});

describe('the live line', () => {
  it('tells whom a notice concerns within a second, and not the neighbours', async () => {
    const listen = async (name: Name) => {
      const socket = io(desk.url, {
        path: '/api/realtime',
        transports: ['websocket'],
        extraHeaders: { cookie: await desk.cookieOf(name) },
      });
      const heard: { type: string; subject: { kind: string } }[] = [];
      socket.on('event', (event: (typeof heard)[number]) => heard.push(event));
      await new Promise<void>((resolve) =>
        socket.once('connect', () => socket.emit('resume', { cursor: null }, () => resolve())),
      );
      return { socket, heard };
    };
    const [kari, ola] = [await listen('kari'), await listen('ola')];
    await publish();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(kari.heard).toMatchObject([{ type: 'notice.published', subject: { kind: 'notice' } }]);
    expect(ola.heard).toEqual([]);
    kari.socket.disconnect();
    ola.socket.disconnect();
  });
});

describe('"I have this too"', () => {
  it('files one case beneath the major in one tap, of which the filer sees nothing', async () => {
    const { major, notice } = await majorWithNotice();
    const per = await desk.as('per');
    const tap = () =>
      per.post(`/api/notices/${notice.id}/reports`).set('Idempotency-Key', `notice-${notice.id}`).send({});
    const [first, second] = [await tap(), await tap()];
    expect([first.status, second.body]).toEqual([201, first.body]);
    expect(first.body).toEqual({ id: expect.any(String), number: expect.stringMatching(/^INC/) });
    const own = await per.get(`/api/tickets/${first.body.id}`).expect(200);
    expect(own.body).toMatchObject({
      title: 'E-post er nede',
      links: [],
      service: { id: desk.world.services.mail },
    });
    expect(own.text).not.toContain(major.id);
    expect((await per.get(`/api/tickets/${first.body.id}/events`)).text).not.toContain(major.id);
    await per.get(`/api/tickets/${major.id}`).expect(404);
    const room = (await (await desk.as('arne')).get(`/api/major-incidents/${major.id}`)).body as MajorView;
    expect(room.childList.map(({ id }) => id)).toEqual([first.body.id]);
  });

  it('is for those it concerns, while it stands', async () => {
    const { notice } = await majorWithNotice();
    await (await desk.as('ola')).post(`/api/notices/${notice.id}/reports`).send({}).expect(404);
    await (await desk.as('arne')).delete(`/api/notices/${notice.id}`).expect(204);
    await (await desk.as('per')).post(`/api/notices/${notice.id}/reports`).send({}).expect(404);
  });
});
