import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MadeFeed, MadeToken } from '@felles/contracts/http';
import { startApp, type TestApp } from '../../test/app.js';
import { fileChange, inHours, takeTo } from '../../test/changes/plans.js';

let desk: TestApp;
let shown: string;
let hidden: string;
beforeAll(async () => {
  desk = await startApp();
  shown = (await takeTo(desk, await fileChange(desk, { title: 'Bytte, av; svitsj' }), 'scheduled')).number;
  const restricted = await takeTo(desk, await fileChange(desk, { title: 'Hemmelig' }), 'scheduled');
  await (
    await desk.as('arne')
  )
    .put(`/api/tickets/${restricted.id}/restriction`)
    .send({ circle: [] })
    .expect(200);
  hidden = restricted.number;
  await fileChange(desk, { title: 'Bare et utkast' });
});
afterAll(() => desk?.close());

async function feed(by: 'arne' | 'lise' | 'nora' = 'arne'): Promise<MadeFeed> {
  const answer = await (await desk.as(by)).post('/api/changes/feeds').send({});
  expect(answer.status).toBe(201);
  return answer.body as MadeFeed;
}

const token = ({ path }: MadeFeed) => path.split('/').at(-1)!;

describe('the calendar for other programs', () => {
  it('is read by its address alone, and leaves out what is restricted or a draft', async () => {
    const made = await feed();
    const answer = await desk.anyone().get(made.path).buffer();
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(answer.text).toContain(`SUMMARY:${shown} Bytte\\, av\\; svitsj`);
    expect(answer.text).toContain('STATUS:CONFIRMED');
    expect(answer.text).toMatch(/DTSTART:\d{8}T\d{6}Z/);
    expect(answer.text).not.toContain(hidden);
    expect(answer.text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  });

  it('is read with the token as a password or as a bearer too', async () => {
    const secret = token(await feed());
    const by = (authorization: string) =>
      desk.anyone().get('/api/changes/feed.ics').set('Authorization', authorization).buffer();
    for (const authorization of [
      `Bearer ${secret}`,
      `Basic ${Buffer.from(`hvem som helst:${secret}`).toString('base64')}`,
    ]) {
      const answer = await by(authorization);
      expect([authorization.slice(0, 6), answer.status]).toEqual([authorization.slice(0, 6), 200]);
      expect(answer.text).toContain(shown);
    }
    for (const authorization of [
      'Bearer x',
      'Basic x',
      `Basic ${Buffer.from(secret).toString('base64').slice(3)}`,
      'Digest a',
    ])
      expect((await by(authorization)).status).toBe(401);
    expect((await desk.anyone().get('/api/changes/feed.ics')).status).toBe(401);
    expect((await (await desk.as('arne')).get('/api/changes/feed.ics')).status).toBe(401);
  });

  it('asks for today’s rights at every fetch, and ends when it is withdrawn', async () => {
    const mine = await feed('lise');
    expect((await desk.anyone().get(mine.path).buffer()).text).toContain(shown);
    const { sql } = desk.database;
    await sql(`update membership set valid_to = felles_now() where person_id = $1 and organisation_id = $2`, [
      desk.world.people.lise,
      desk.world.organisations.fjordvik,
    ]);
    expect((await desk.anyone().get(mine.path).buffer()).text).not.toContain(shown);
    await sql(`update membership set valid_to = null where person_id = $1`, [desk.world.people.lise]);
    await (await desk.as('lise')).delete(`/api/tokens/${mine.id}`).expect(204);
    expect((await desk.anyone().get(mine.path)).status).toBe(404);
  });

  it('holds nothing of another municipality', async () => {
    const theirs = await feed('nora');
    const answer = await desk.anyone().get(theirs.path).buffer();
    expect(answer.status).toBe(200);
    expect(answer.text).not.toMatch(/VEVENT|Fjordvik/);
  });

  it('takes no token that could do more, and its own can do nothing else', async () => {
    const arne = await desk.as('arne');
    const wide = (
      await arne
        .post('/api/tokens')
        .send({ name: 'skript', scopes: ['change:read', 'incident:read'] })
        .expect(201)
    ).body as MadeToken;
    expect((await desk.anyone().get(`/api/changes/feeds/${wide.token}`)).status).toBe(404);
    const secret = token(await feed());
    const with_ = (path: string) => desk.anyone().get(path).set('Authorization', `Bearer ${secret}`);
    expect((await with_('/api/changes')).status).toBe(200);
    for (const path of ['/api/session', '/api/search?q=Bytte', '/api/tokens', '/api/catalogue'])
      expect([path, (await with_(path)).status]).toEqual([path, 403]);
    expect((await with_('/api/tickets?queue=all')).body.items).toEqual([]);
    const filing = await desk
      .anyone()
      .post('/api/changes')
      .set('Authorization', `Bearer ${secret}`)
      .send({ title: 'X', type: 'normal', startsAt: inHours(1), endsAt: inHours(2) });
    expect(filing.status).toBe(403);
    expect((await desk.as('kari').then((kari) => kari.post('/api/changes/feeds'))).status).toBe(403);
    for (const odd of ['x', '%00', '..%2f..', 'x'.repeat(300)])
      expect([404, 400]).toContain((await desk.anyone().get(`/api/changes/feeds/${odd}`)).status);
  });
});
