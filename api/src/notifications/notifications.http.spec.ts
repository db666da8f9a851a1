import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketPage, TicketView } from '@felles/contracts/http';
import { cast, type Name } from '@felles/testing';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
  await until(
    'the reader has begun',
    async () => (await desk.database.sql(`select from log_reader where name = 'notifications'`)).length === 1,
  );
});
afterAll(() => desk?.close());

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await condition());) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const caughtUp = () =>
  until('the reader has caught up', async () => {
    const [row] = await desk.database.sql<{ left: boolean }>(
      `select exists (select from domain_event e, log_reader r where r.name = 'notifications'
         and (e.generation, e.xid, e.id) > (r.generation, r.xid, r.id)) as left`,
    );
    return !row!.left;
  });

/** Who has been told what of a ticket, in order. */
async function told({ id }: TicketView): Promise<[Name, string][]> {
  await caughtUp();
  const rows = await desk.database.sql<{ display_name: string; type: string }>(
    `select p.display_name, n.type from notification n join person p on p.id = n.person_id where n.ticket_id = $1 order by n.event_id, p.display_name`,
    [id],
  );
  const names = Object.keys(cast) as Name[];
  return rows.map((row) => [
    names.find((name) => cast[name].name === row.display_name)!,
    row.type.replace('ticket.', ''),
  ]);
}

async function file(): Promise<TicketView> {
  const answer = await (
    await desk.as('kari')
  )
    .post('/api/incidents')
    .send({ title: 'Skriveren svarer ikke' });
  expect(answer.status).toBe(201);
  return answer.body as TicketView;
}

async function act(
  name: Name,
  method: 'put' | 'post' | 'delete',
  ticket: TicketView,
  path: string,
  body?: object,
): Promise<TicketView> {
  const answer = await (await desk.as(name))[method](`/api/tickets/${ticket.id}/${path}`).send(body);
  expect({ path, status: answer.status, body: answer.body as unknown }).toMatchObject({
    status: method === 'post' ? 201 : 200,
  });
  return answer.body as TicketView;
}

const reply = (name: Name, ticket: TicketView, audience = 'public') =>
  act(name, 'post', ticket, 'replies', { body: 'Hei!', audience, basedOnVersion: 0, force: true });

async function isUnread(name: Name, { id }: TicketView, queue: string): Promise<boolean> {
  const answer = await (await desk.as(name)).get(`/api/tickets?queue=${queue}&limit=500`);
  return (answer.body as TicketPage).items.find((row) => row.id === id)!.unread;
}

describe('people are told', () => {
  it('what concerns them, through the life of a case', async () => {
    const ticket = await file();
    await act('arne', 'put', ticket, 'assignment', { assigneeId: desk.world.people.siri });
    await act('siri', 'put', ticket, 'progress');
    await reply('siri', ticket);
    await reply('kari', ticket);
    await act('siri', 'put', ticket, 'hold', { reason: 'requester' });
    await reply('siri', ticket, 'internal');
    await act('siri', 'put', ticket, 'resolution', { code: 'solved', text: 'Strøm på.' });
    await act('kari', 'delete', ticket, 'resolution');
    await act('arne', 'put', ticket, 'resolution', { code: 'solved', text: 'Papir i.' });
    await act('arne', 'put', ticket, 'closure');
    expect(await told(ticket)).toEqual([
      ['siri', 'assigned'],
      ['kari', 'replied'],
      ['siri', 'replied'],
      ['kari', 'held'],
      ['kari', 'resolved'],
      ['siri', 'reopened'],
      ['kari', 'resolved'],
      ['kari', 'closed'],
    ]);
  });

  it('what they follow, as far as they may read it', async () => {
    const ticket = await file();
    // Unni is the contact of Kari's unit and sees its cases, but no notes.
    await act('unni', 'put', ticket, 'watch');
    await act('siri', 'put', ticket, 'watch');
    await reply('arne', ticket, 'internal');
    expect(await told(ticket)).toEqual([['siri', 'noted']]);
    await reply('kari', ticket);
    expect((await told(ticket)).slice(1)).toEqual([
      ['siri', 'replied'],
      ['unni', 'replied'],
    ]);
    await act('arne', 'put', ticket, 'restriction', { circle: [] });
    await act('arne', 'put', ticket, 'resolution', { code: 'solved', text: 'Ferdig.' });
    expect((await told(ticket)).slice(3)).toEqual([['kari', 'resolved']]);
  });

  it('that a case has woken, once', async () => {
    const ticket = await file();
    await act('arne', 'put', ticket, 'progress');
    await act('arne', 'put', ticket, 'hold', {
      reason: 'supplier',
      until: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await desk.database.moveClock('2 hours');
    await until('it has woken', async () => (await told(ticket)).length > 0);
    expect(await told(ticket)).toEqual([['arne', 'woken']]);
  });

  it('nothing once they have left', async () => {
    const ticket = await file();
    const { sql } = desk.database;
    const { unni } = desk.world.people;
    await act('unni', 'put', ticket, 'watch');
    await sql(`update membership set valid_to = felles_now() where person_id = $1`, [unni]);
    await reply('arne', ticket);
    expect(await told(ticket)).toEqual([['kari', 'replied']]);
    await sql(`update membership set valid_to = null where person_id = $1`, [unni]);
  });

  it('nothing of what was imported or made up', async () => {
    const ticket = await file();
    for (const origin of ['import', 'seed']) {
      await desk.database.sql(
        `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, actor_id, occurred_at, recorded_at, origin, facts)
         values ($1, 'ticket.resolved', 'ticket', $2, 'person', $3, felles_now(), felles_now(), $4, '{}')`,
        [desk.world.organisations.fjordvik, ticket.id, desk.world.people.arne, origin],
      );
    }
    expect(await told(ticket)).toEqual([]);
  });
});

describe('a case with news', () => {
  it('is unread in the list until it has been opened', async () => {
    const ticket = await file();
    await reply('arne', ticket);
    await caughtUp();
    expect(await isUnread('kari', ticket, 'requested')).toBe(true);
    expect(await isUnread('arne', ticket, 'open')).toBe(false);
    expect((await (await desk.as('kari')).put(`/api/tickets/${ticket.id}/seen`)).status).toBe(204);
    expect(await isUnread('kari', ticket, 'requested')).toBe(false);
  });
});
