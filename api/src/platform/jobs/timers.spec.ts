import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TicketView } from '@felles/contracts/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startApp, type TestApp } from '../../../test/app.js';
import { createApp } from '../../app.js';
import { Settings } from '../config/settings.js';

let desk: TestApp;
let second: NestFastifyApplication;

beforeAll(async () => {
  desk = await startApp();
  second = await createApp(
    new Settings({
      dataDir: desk.dataDir,
      secret: desk.database.secret,
      databaseUrl: desk.database.owner,
      logLevel: process.env.FELLES_LOG_LEVEL ?? 'silent',
    }),
  );
});
afterAll(async () => {
  await second?.close();
  await desk?.close();
});

const dayMs = 86_400_000;

async function onHold(days: number | null): Promise<string> {
  const arne = await desk.as('arne');
  const filed = await arne.post('/api/incidents').send({ title: `På vent i ${days} dager` });
  const { id } = filed.body as TicketView;
  const until = days === null ? null : new Date(Date.now() + days * dayMs).toISOString();
  const held = await arne.put(`/api/tickets/${id}/hold`).send({ reason: 'supplier', until });
  expect(held.body).toMatchObject({ state: 'on_hold' });
  return id;
}

async function woken(): Promise<string[]> {
  const rows = await desk.database.sql<{ id: string }>(
    `select subject_id as id from domain_event where type = 'ticket.woken' order by subject_id`,
  );
  return rows.map(({ id }) => id);
}

it('wakes every case whose time has come exactly once, with two processes looking at one clock', async () => {
  const due: string[] = [];
  for (let index = 0; index < 60; index++) due.push(await onHold(1 + (index % 30)));
  const later = await onHold(40);
  const open = await onHold(null);

  await desk.database.moveClock('31 days');
  const end = performance.now() + 20_000;
  while ((await woken()).length < due.length && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 100));
  // Whoever would wake them a second time has had the time for it.
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  expect(await woken()).toEqual([...due].sort());
  const held = await desk.database.sql<{ id: string }>(`select id from ticket where state = 'on_hold'`);
  expect(held.map(({ id }) => id).sort()).toEqual([later, open].sort());
  const [left] = await desk.database.sql<{ count: number }>('select count(*)::int as count from timer');
  expect(left!.count).toBe(1);

  await desk.database.moveClock('31 days');
  const again = performance.now() + 10_000;
  while ((await woken()).length === due.length && performance.now() < again)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await woken()).toEqual([...due, later].sort());
}, 60_000);
