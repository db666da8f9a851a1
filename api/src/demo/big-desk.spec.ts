import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildWorld, freshDatabase, type TestDatabase } from '@felles/testing';
import { ownServer } from '../../test/own-server.js';
import { foundMunicipality } from './founding.js';
import { growDesk, NotTheDemo, rareWord, rareWordCases } from './index.js';

const patience = 60_000;
jest.setTimeout(patience);

let database: TestDatabase;
beforeAll(async () => {
  // Counting a whole year is one transaction, which holds back the log of every database beside it.
  database = await ownServer();
  await foundMunicipality(database.owner, { tickets: 100 });
}, patience);
afterAll(() => database?.drop());

describe('a desk with ten years behind it', () => {
  it('has so many cases as were asked for, and no more the second time', async () => {
    const progress: [number, number][] = [];
    const onProgress = (told: number, total: number) => void progress.push([told, total]);
    const added = await growDesk(database.owner, { tickets: 1_500, onProgress });
    expect(progress.at(-1)).toEqual([added, added]);
    const count = () => database.sql(`select count(*)::int as count from ticket`);
    expect(await count()).toEqual([{ count: 1_500 }]);
    expect(await growDesk(database.owner, { tickets: 1_500 })).toBe(0);
    expect(await count()).toEqual([{ count: 1_500 }]);
  });

  it('reaches back and has little left to do', async () => {
    const [row] = await database.sql<{ years: number; open: number; first: string }>(
      `select count(distinct extract(year from opened_at))::int as years, count(*) filter (where open)::int as open from ticket`,
    );
    expect(row!.years).toBeGreaterThanOrEqual(10);
    expect(row!.open).toBeLessThan(120);
  });

  it('ends every log where its ticket stands', async () => {
    const differing = await database.sql(
      `select t.number from ticket t cross join lateral (
          select e.facts->'state'->>1 as state from domain_event e where e.subject_id = t.id and e.facts ? 'state'
            order by e.generation desc, e.xid desc, e.id desc limit 1) s
        cross join lateral (select max(subject_version) as version, max((facts->'conversationVersion'->>1)::int) as spoken
          from domain_event e where e.subject_id = t.id) v
        where s.state <> t.state or v.version <> t.version or coalesce(v.spoken, 0) <> t.conversation_version`,
    );
    expect(differing).toEqual([]);
  });

  it('has a rare old word to look for', async () => {
    const found = await database.sql<{ opened_at: Date }>(
      `select opened_at from search_document where all_words @@ search_query($1) order by opened_at`,
      [rareWord],
    );
    expect(found).toHaveLength(rareWordCases);
    expect(Date.now() - found.at(-1)!.opened_at.getTime()).toBeGreaterThan(8.5 * 365 * 24 * 3_600_000);
  });

  it('is made of the demo only', async () => {
    const other = await freshDatabase();
    await buildWorld(other);
    await expect(growDesk(other.owner, { tickets: 100 })).rejects.toThrow(NotTheDemo);
    await other.drop();
  });
});
