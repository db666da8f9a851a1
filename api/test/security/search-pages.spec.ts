import type { Actor } from '@felles/domain';
import { freshDatabase, type TestDatabase } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import { addressAs } from '../../src/platform/database/migrator.js';
import { openWork } from '../../src/platform/database/guarded-pool.js';
import { openingFor, type Read, type Work } from '../../src/platform/database/work.js';

/** More than search looks through one by one, spread over four years. */
const cases = 5_000;
const pageSize = 40;
const words = ['vanlig', 'middels', 'sjelden', 'gammel'];

const [fjordvik, innvik, group, person] = Array.from({ length: 4 }, () => randomUUID());
let database: TestDatabase;
let work: Work;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await freshDatabase();
  const { sql } = database;
  const opened = await openWork({
    url: addressAs(database.owner, 'felles_api', database.secret),
    name: 'search pages',
    most: 2,
    entities: [],
    openStatements: [],
  });
  work = opened.work;
  close = () => opened.source.destroy();
  await sql(`insert into organisation (id, name) values ($1, 'Fjordvik'), ($2, 'Innvik')`, [
    fjordvik,
    innvik,
  ]);
  await sql(`insert into person (id, display_name) values ($1, 'Noen')`, [person]);
  // Two share each moment, so that pages end between equal times; every seventh is restricted and every fiftieth of those ours.
  await sql(
    `insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, requester_id, restricted, channel,
       language, opened_at, updated_at)
     select gen_random_uuid(), case when n % 3 = 0 then $2::uuid else $1::uuid end, 'INC' || n, 'incident', 'closed',
       concat_ws(' ', 'sak', case when n % 5 = 0 then 'vanlig' end, case when n % 61 = 0 then 'middels' end,
         case when n % 401 = 0 then 'sjelden' end, case when n > 3500 then 'gammel' end),
       'p3', 'medium', 'medium', case when n % 350 = 0 then $3::uuid end, n % 7 = 0, 'web', 'nb',
       felles_now() - (n / 2) * interval '14 hours', felles_now()
     from generate_series(1, $4::integer) n`,
    [fjordvik, innvik, person, cases],
  );
  await sql(
    `insert into search_document select id, organisation_id, opened_at, requester_id, filed_by_id, searchable(title), searchable(title) from ticket`,
  );
  await sql('analyze');
});
afterAll(async () => {
  await close();
  await database.drop();
});

function agentOf(serves: string[]): Actor {
  return {
    personId: person!,
    displayName: 'Noen',
    language: 'nb',
    assurance: 1,
    scopes: null,
    memberships: [{ organisationId: fjordvik!, unitId: null, roles: ['employee'] }],
    groups: [{ groupId: group!, role: 'agent', serves }],
  };
}

/** Page after page until the last, as the API asks for them. */
async function allPages(read: Read, word: string): Promise<string[]> {
  const found: string[] = [];
  let place = { at: '9999-01-01', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  for (;;) {
    const page = await read.rows<{ id: string; at: string }>(
      {
        name: 'page',
        text: `select ticket_id as id, opened_at::text as at from search_tickets($1, $2, $3, $4) order by opened_at desc, ticket_id desc limit $4`,
      },
      [word, place.at, place.id, pageSize],
    );
    found.push(...page.map(({ id }) => id));
    if (page.length < pageSize) return found;
    place = page.at(-1)!;
  }
}

describe('search through all its pages', () => {
  it.each(words)('finds what the policy shows, newest first, each once: %s', async (word) => {
    for (const serves of [[fjordvik!, innvik!], [innvik!], [fjordvik!], []]) {
      const [found, expected] = await work.read(openingFor(agentOf(serves), true), async (read) => [
        await allPages(read, word),
        (
          await read.rows<{ id: string }>(
            {
              name: 'expected',
              text: `select id from ticket where title ~ ('\\m' || $1 || '\\M') order by opened_at desc, id desc`,
            },
            [word],
          )
        ).map(({ id }) => id),
      ]);
      expect(found).toEqual(expected);
      if (serves.length > 0) expect(found.length).toBeGreaterThan(0);
    }
  });
});
