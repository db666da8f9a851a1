import { jest } from '@jest/globals';
import { openSession, startApp, type TestApp } from '../app.js';
import { SessionService } from '../../src/platform/auth/session.service.js';
import type supertest from 'supertest';

let desk: TestApp;
let asked: jest.SpiedFunction<SessionService['identify']>;
beforeAll(async () => {
  desk = await startApp();
  asked = jest.spyOn(desk.app.get(SessionService, { strict: false }), 'identify');
});
beforeEach(() => asked.mockClear());
afterAll(() => desk.close());

const titles = async () =>
  (await desk.database.sql<{ title: string }>(`select title from ticket order by title`)).map(
    ({ title }) => title,
  );

/** A session of their own that this process remembers. */
async function remembered(name: Parameters<TestApp['as']>[0]): Promise<supertest.Agent> {
  const { agent } = await openSession(desk.url, name);
  await agent.get('/api/session').expect(200);
  asked.mockClear();
  return agent;
}

describe('somebody this process remembers', () => {
  it('is not asked about again, by session or by token', async () => {
    const arne = await remembered('arne');
    const made = await arne.post('/api/tokens').send({ name: 'skript', scopes: ['session:own'] });
    const bearer = `Bearer ${made.body.token}`;
    await desk.anyone().get('/api/session').set('Authorization', bearer).expect(200);
    expect(asked).toHaveBeenCalledTimes(1);
    await desk.anyone().get('/api/session').set('Authorization', bearer).expect(200);
    await arne.get('/api/tickets?queue=open').expect(200);
    await arne.post('/api/incidents').send({ title: 'Husket' }).expect(201);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('may at once do what they have just been given, and no longer what was taken', async () => {
    const per = await remembered('per');
    const group = `/api/tickets?queue=group:${desk.world.groups.network}`;
    const role = [desk.world.people.per];
    await per.get('/api/people?q=kari').expect(403);
    await desk.database.sql(
      `insert into membership_role select id, organisation_id, 'agent' from membership where person_id = $1`,
      role,
    );
    await per.get('/api/people?q=kari').expect(200);
    await per.get(group).expect(200);
    await desk.database.sql(
      `delete from membership_role where role = 'agent' and membership_id in (select id from membership where person_id = $1)`,
      role,
    );
    await per.get('/api/people?q=kari').expect(403);
  });

  it('writes once when somebody’s rights change in between', async () => {
    const siri = await remembered('siri');
    await desk.database.sql(`update person set display_name = display_name where id = $1`, [
      desk.world.people.nora,
    ]);
    const made = await siri.post('/api/incidents').send({ title: 'Skrevet en gang' }).expect(201);
    expect(asked).toHaveBeenCalledTimes(1);
    await siri
      .post(`/api/tickets/${made.body.id}/replies`)
      .send({ body: 'x', audience: 'internal' })
      .expect(201);
    expect((await titles()).filter((title) => title === 'Skrevet en gang')).toHaveLength(1);
  });

  it('writes nothing once the session has been ended elsewhere, nor is told whether the words were right', async () => {
    const unni = await remembered('unni');
    await desk.database.sql(`delete from auth.session where person_id = $1`, [desk.world.people.unni]);
    await unni.post('/api/incidents').send({ title: 'Etter slutt' }).expect(401);
    await unni.post('/api/incidents').send({ nothing: 'here' }).expect(401);
    await unni.get('/api/catalogue').expect(401);
    expect(await titles()).not.toContain('Etter slutt');
  });

  it('is out when their membership runs out by itself', async () => {
    const lise = await remembered('lise');
    const forth = (time: string) =>
      desk.database.sql(
        `insert into clock (ahead) values ($1::interval) on conflict (only_row) do update set ahead = excluded.ahead`,
        [time],
      );
    await desk.database.sql(
      `update membership set valid_to = felles_now() + interval '1 hour' where person_id = $1`,
      [desk.world.people.lise],
    );
    await lise.get('/api/session').expect(200);
    await forth('2 hours');
    await lise.get('/api/session').expect(401);
    await forth('0');
  });
});
