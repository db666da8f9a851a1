import { sortsOffered, ticketSorts } from '@felles/contracts/values';
import { ticketStates, type TicketState } from '@felles/domain';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
  const { organisations, people, groups } = desk.world;
  // Every state, mine and nobody's, of my group and of none, at moments of which some are the same.
  await desk.database.sql(
    `insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, requester_id, filed_by_id, assignee_id,
       group_id, external_source, external_number, channel, language, opened_at, updated_at)
     select gen_random_uuid(), case when n % 4 = 0 then $1::uuid else $2::uuid end, 'INC9' || lpad(n::text, 6, '0'), 'incident', ($6::text[])[1 + n % 7],
       'Sak', 'p' || 1 + n % 4, 'medium', 'medium', $3, $3, case when n % 3 = 0 then $4::uuid end, case when n % 2 = 0 then $5::uuid end, 'elsewhere', n::text,
       'web', 'nb', felles_now() - (n % 50) * interval '1 hour', felles_now() - (n * 37 % 90) * interval '1 minute'
     from generate_series(1, 150) n`,
    [organisations.innvik, organisations.fjordvik, people.kari, people.arne, groups.client, ticketStates],
  );
});
afterAll(() => desk.close());

const orders: Record<string, string> = {
  '-openedAt': 'opened_at desc, id desc',
  openedAt: 'opened_at, id',
  '-updatedAt': 'updated_at desc, id desc',
  priority: 'priority, opened_at, id',
};
const open = `state not in ('resolved', 'closed', 'cancelled')`;
const wanted: TicketState[][] = [
  [],
  ['on_hold'],
  ['closed'],
  ['resolved', 'cancelled'],
  ['closed', 'in_progress', 'new'],
];

it('lists in every queue, by every state and in every order what the record says', async () => {
  const arne = await desk.as('arne');
  const sources: Record<string, string> = {
    mine: `assignee_id = '${desk.world.people.arne}'`,
    unassigned: 'assignee_id is null',
    open: 'true',
    all: 'true',
    [`group:${desk.world.groups.client}`]: `group_id = '${desk.world.groups.client}'`,
  };
  let compared = 0;
  for (const [queue, source] of Object.entries(sources)) {
    for (const states of wanted) {
      for (const sort of sortsOffered(queue, states)) {
        const listed: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await arne
            .get('/api/tickets')
            .query({
              queue,
              sort,
              limit: 20,
              ...(states.length > 0 && { state: states.join() }),
              ...(cursor && { cursor }),
            })
            .expect(200);
          const body = page.body as { items: { id: string }[]; nextCursor: string | null };
          listed.push(...body.items.map(({ id }) => id));
          cursor = body.nextCursor;
        } while (cursor);
        const narrowed =
          states.length > 0 ? `state in ('${states.join(`','`)}')` : queue === 'all' ? 'true' : open;
        const rows = await desk.database.sql<{ id: string }>(
          `select id from ticket where ${source} and ${narrowed} order by ${orders[sort]}`,
        );
        expect({ queue, states, sort, listed }).toEqual({
          queue,
          states,
          sort,
          listed: rows.map(({ id }) => id),
        });
        compared += listed.length;
      }
    }
  }
  expect(compared).toBeGreaterThan(1_000);
});

it('offers what is done with by when it was opened, and says so', async () => {
  const arne = await desk.as('arne');
  for (const sort of ticketSorts) {
    const answer = await arne.get('/api/tickets').query({ queue: 'open', state: 'closed', sort });
    const offered = sortsOffered('open', ['closed']).includes(sort);
    expect([sort, answer.status]).toEqual([sort, offered ? 200 : 400]);
    if (!offered) expect(answer.body.errors).toMatchObject([{ path: 'sort', code: 'not_one_of' }]);
  }
});

it('takes every filter at once, whose names together are longer than a statement’s may be', async () => {
  const arne = await desk.as('arne');
  const { sites, organisations } = desk.world;
  const moment = new Date().toISOString();
  const narrowed = {
    queue: 'all',
    state: 'closed,in_progress',
    kind: 'incident',
    organisationId: organisations.fjordvik,
    serviceId: 'none',
    siteId: `except:${sites.school}`,
    groupId: 'none',
    openedFrom: '2020-01-01T00:00:00Z',
    openedTo: moment,
    resolvedFrom: '2020-01-01T00:00:00Z',
    resolvedTo: moment,
    reopened: 'true',
  };
  for (const sort of sortsOffered('all', ['closed']))
    expect(
      (
        await arne
          .get('/api/tickets')
          .query({ ...narrowed, sort })
          .expect(200)
      ).body.items,
    ).toEqual([]);
});
