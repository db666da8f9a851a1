import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { TicketView } from '@felles/contracts/http';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { openSession } from '../app.js';
import { faultsOnScreens } from './account.js';
import { Follower } from './followers.js';
import { Product, until } from './product.js';

/** From one cluster into another: the road from the embedded server to a real one. */
let here: Product;
let there: Product;
let followers: Follower[] = [];

beforeAll(async () => {
  here = await Product.onFreePort();
  await here.start();
  await here.settle();
}, 400_000);
afterEach(() => {
  for (const follower of followers) follower.close();
  followers = [];
});
afterAll(async () => {
  await there?.remove();
  await here?.remove();
}, 400_000);

const words = 'Linje én\u2028linje to\r\nlinje tre\t\\. \\N "æøå" 👩‍🚒 \u0085 slutt';

it('moves a desk into a new cluster, where history, live screens and what is due go on', async () => {
  const arne = (await openSession(here.url, 'arne')).agent;
  const filed = await arne
    .post('/api/incidents')
    .set('Idempotency-Key', randomUUID())
    .send({ title: 'Før flyttingen', description: words });
  const { id } = filed.body as TicketView;
  await arne.post(`/api/tickets/${id}/replies`).send({ audience: 'internal', body: words });
  const wakesAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
  await arne.put(`/api/tickets/${id}/hold`).send({ reason: 'supplier', until: wakesAt });
  const cookie = (await openSession(here.url, 'arne')).cookie;
  const [screen] = (followers = [new Follower('arne', here.url, cookie)]);
  await until(10_000, 'the screen is open', () => screen!.connected);
  const before = {
    ticket: (await arne.get(`/api/incidents/${id}`)).body,
    events: (await arne.get(`/api/tickets/${id}/events`)).body.items.map((event: object) => ({
      ...event,
      cursor: null,
    })),
  };

  const file = path.join(here.dataDir, 'felles.copy.gz');
  await here.run('export-database', file);
  there = await Product.onFreePort();
  await there.run('import-database', file);
  await there.start();
  there.moveIn(here.world);

  // Sessions have moved along; what was written stands as it stood, character by character.
  const again = (await openSession(there.url, 'arne')).agent;
  expect((await again.get(`/api/incidents/${id}`)).body).toEqual(before.ticket);
  expect(before.ticket.description).toBe(words);
  const events = (await again.get(`/api/tickets/${id}/events`)).body.items as object[];
  expect(events.map((event) => ({ ...event, cursor: null }))).toEqual(before.events);

  // A screen that comes from the old cluster is told to reload, and follows the new one from there.
  const [moved] = (followers = [
    ...followers,
    new Follower('arne', there.url, cookie, screen!.standing),
  ]).slice(-1);
  await until(10_000, 'the screen is open again', () => moved!.connected);
  expect(moved!.reloads).toBe(1);
  await again.post('/api/incidents').send({ title: 'Etter flyttingen' });
  await until(5_000, 'the screen is told', () => moved!.events.length > 0);
  expect(await faultsOnScreens(there, [moved!])).toEqual([]);

  await there.rows(`insert into clock (ahead) values ('21 days')`);
  await until(20_000, 'the case on hold wakes', async () => {
    const rows = await there.rows(
      `select from domain_event where subject_id = $1 and type = 'ticket.woken' and generation = 2`,
      [id],
    );
    return rows.length === 1;
  });
}, 180_000);
