import type { TicketView } from '@felles/contracts/http';
import { randomBytes } from 'node:crypto';
import { startApp, type TestApp } from '../app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk.close());

/** A log somebody pasted: every word another one. */
const log = () =>
  Array.from({ length: 280 }, () => randomBytes(35).toString('hex'))
    .join(' ')
    .slice(0, 20_000);

it('takes a reply to a case in which sixty logs have been pasted', async () => {
  const kari = await desk.as('kari');
  const ticket = (await kari.post('/api/incidents').send({ title: 'Feil i loggen' })).body as TicketView;
  for (let n = 0; n < 60; n++) {
    const answer = await kari
      .post(`/api/tickets/${ticket.id}/replies`)
      .send({ audience: 'public', body: log() });
    expect([n, answer.status]).toEqual([n, 201]);
  }
  // What was said first is still found.
  expect((await kari.get('/api/search?q=loggen')).body.items).toMatchObject([{ id: ticket.id }]);
}, 200_000);
