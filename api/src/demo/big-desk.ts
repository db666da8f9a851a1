import pg from 'pg';
import { rebuildRollups } from '../rollups/index.js';
import { Lines, mostRowsPerCommit } from './bulk-load.js';
import { Course, type Pace } from './course.js';
import { Desk, type Case } from './desk.js';
import { storySeed } from './founding.js';
import { Lanes } from './lanes.js';
import { day, hour } from './local-time.js';
import { inventMunicipality } from './municipality.js';
import { NotTheDemo } from './not-the-demo.js';
import { Numbers } from './numbers.js';
import { Random } from './random.js';
import { filingMoments } from './season.js';
import { rareCase, rareWord, rareWordCases } from './texts/index.js';
import { kindOf } from './scripted.js';

export interface Growth {
  /** How many tickets there are to be in all. */
  tickets: number;
  onProgress?: (told: number, total: number) => void;
}

const years = 10;
const shares = { fjordvik: 8, innvik: 2.5, nordoy: 1.5 } as const;
const rowsOfOneStory = 60;
const numbersAtOnce = 2_000;
const grown = `ticket, text_revision, entry, domain_event, search_document`;

/**
 * Ten years of cases on top of the demo's own, for the same people. Joins whatever runs; each commit is small enough
 * for the readers of the log. @returns how many were added. @throws NotTheDemo
 */
export async function growDesk(owner: string, { tickets, onProgress }: Growth): Promise<number> {
  const client = new pg.Client({ connectionString: owner, application_name: 'felles seed' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const made = inventMunicipality(new Random(storySeed));
    const arne = made.cast.get('arne@fjordvik.example')!;
    const { rows } = await client.query<{ there: number; now: Date; demo: boolean; rare: number }>(
      `select (select count(*)::int from ticket) as there, felles_now() as now,
        exists (select from person where id = $1) as demo,
        (select count(*)::int from search_document where all_words @@ search_query($2)) as rare`,
      [arne.id, rareWord],
    );
    const { there, now, demo, rare } = rows[0]!;
    if (!demo) throw new NotTheDemo();
    const missing = Math.max(0, tickets - there);
    if (missing === 0) return 0;

    const random = new Random(`${storySeed}, ${there}`);
    const numbers = new Numbers(client);
    const desk = new Desk(made, random, {
      newId: (at) => random.uuidAt(at),
      number: (kind) => numbers.take(kind),
    });
    const pace: Pace = { now: now.getTime(), talk: 0.85, slowness: 0.35, lingering: 0.0006 };
    const from = pace.now - years * 365.25 * day;
    const moments = filingMoments(random, { from, to: pace.now - hour, count: missing });
    const rarities = new Set(rare > 0 ? [] : rarePlaces(missing));
    const lanes = await Lanes.open(owner, 2);
    try {
      let lines = new Lines();
      for (const [index, at] of moments.entries()) {
        if (index % numbersAtOnce === 0) await numbers.reserve(numbersAtOnce);
        const one = rarities.has(index) ? strange(desk, at) : desk.anyCase(at, random.weighted(shares));
        new Course(desk, pace, one).run();
        lines.add(one.story, () => random.uuid());
        if (lines.count < mostRowsPerCommit - rowsOfOneStory && index < missing - 1) continue;
        await lanes.load(lines);
        lines = new Lines();
        onProgress?.(index + 1, missing);
      }
      await lanes.finish();
    } finally {
      await lanes.close();
    }
    await client.query(`vacuum (analyze) ${grown}`);
    await rebuildRollups(owner);
    return missing;
  } finally {
    await client.end();
  }
}

/** Spread over the first year. */
function rarePlaces(count: number): number[] {
  return Array.from({ length: rareWordCases }, (_, index) =>
    Math.floor((count / years) * ((index + 1) / (rareWordCases + 2))),
  );
}

function strange(desk: Desk, at: number): Case {
  return desk.open({
    at,
    requester: desk.anybody('fjordvik'),
    kind: kindOf('wifi'),
    service: 'wifi',
    said: rareCase,
    channel: 'web',
  });
}
