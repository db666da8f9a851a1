import pg from 'pg';
import { rebuildRollups } from '../rollups/index.js';
import { Lines, mostRowsPerCommit } from './bulk-load.js';
import { tellChanges } from './changes.js';
import { Course, type Pace } from './course.js';
import { Desk } from './desk.js';
import { Lanes } from './lanes.js';
import { keepMachines } from './machine-rows.js';
import { inventMachines } from './machines.js';
import { day, hour, minute } from './local-time.js';
import { inventMunicipality, organisationKeys } from './municipality.js';
import { keepMunicipality } from './municipality-rows.js';
import { Numbers } from './numbers.js';
import { keepPractices } from './practice-rows.js';
import { Random } from './random.js';
import { scriptedCases, type Planned } from './scripted.js';
import { filingMoments } from './season.js';

/** What everything is drawn from: people and what they have are the same on every desk. */
export const storySeed = 'Fjordvik, Innvik og Nordøy';
/** Drawn apart, so that the machines change nothing of the people's year. */
const machineSeed = 'Serverrommet i Fjordvik';
const deskName = 'Felles brukerstøtte';
/** How the cases of a year fall on the three. */
const shares = { fjordvik: 8, innvik: 2.5, nordoy: 1.5 } as const;
/** A story seldom has more rows than this; batches are cut before the limit. */
const rowsOfOneStory = 60;

/** Everything a half-made demo can have left. */
const leftovers = `truncate desk, organisation, person, domain_event, text_revision, ticket, search_document, log_parked cascade;
  alter sequence incident_number restart; alter sequence request_number restart; alter sequence problem_number restart;
  alter sequence change_number restart`;

/** Builds the demo around this moment. The desk itself comes last: without it, the next start begins again. */
export async function foundMunicipality(owner: string, { tickets }: { tickets: number }): Promise<void> {
  const client = new pg.Client({ connectionString: owner, application_name: 'felles demo' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('felles demo'))`);
    const { rows } = await client.query<{ founded: boolean; now: Date }>(
      'select exists (select from desk) as founded, felles_now() as now',
    );
    if (rows[0]!.founded) return;
    await client.query(leftovers);
    const random = new Random(storySeed);
    const now = rows[0]!.now.getTime();
    const made = inventMunicipality(random);
    await client.query('begin');
    await keepMunicipality(client, made, { random, before: new Date(now - 11 * 365 * day) });
    const machines = inventMachines(made, new Random(machineSeed));
    await keepMachines(client, machines, { random: new Random(`${machineSeed} over tid`), now });
    await client.query('commit');

    const numbers = new Numbers(client);
    const desk = new Desk(made, random, {
      newId: () => random.uuid(),
      number: (kind) => numbers.take(kind),
      itemFor: machines.itemFor,
    });
    const pace: Pace = { now, talk: 1, slowness: 1, lingering: 0.012 };
    await tellAll(owner, numbers, random, planYear(desk, pace, tickets));
    await numbers.giveBack();
    // Chance of their own: however many there are, the cases are the same.
    await tellChanges(client, made, { random: new Random(`${storySeed}: changes`), now });
    await keepPractices(client, desk, now);
    await client.query('analyze');
    await rebuildRollups(owner);
    await client.query(`insert into desk (name, host_organisation_id, founded_at) values ($1, $2, $3)`, [
      deskName,
      made.organisations.fjordvik.id,
      new Date(now),
    ]);
  } finally {
    await client.end();
  }
}

/** A year of cases in the order they were filed. */
function planYear(desk: Desk, pace: Pace, tickets: number): Planned[] {
  const { random } = desk;
  const scripted = scriptedCases(desk, pace);
  const today = Math.ceil(tickets / 300);
  const left = Math.max(0, tickets - scripted.length - today);
  const whole = shares.fjordvik + shares.innvik + shares.nordoy;
  const ordinary = organisationKeys.flatMap((key) => {
    const span = {
      from: pace.now - 365 * day,
      to: pace.now - hour,
      count: Math.round((left * shares[key]) / whole),
    };
    return Array.from(filingMoments(random, span), (at) => ({ at, key }));
  });
  // Whenever one starts it, the last hours have brought something in.
  const fresh = Array.from({ length: today }, () => ({
    at: pace.now - random.between(2, 260) * minute - random.between(0, 59_999),
    key: random.weighted(shares),
  }));
  const lot = [...ordinary, ...fresh].map(({ at, key }): Planned => ({
    at,
    tell: () => {
      const one = desk.anyCase(at, key);
      new Course(desk, pace, one).run();
      return one.story;
    },
  }));
  return [...scripted, ...lot].sort((a, b) => a.at - b.at);
}

/** Tells one batch while those before it are being written. */
async function tellAll(owner: string, numbers: Numbers, random: Random, plan: Planned[]): Promise<void> {
  const lanes = await Lanes.open(owner, 2);
  try {
    let lines = new Lines();
    for (const [index, { tell }] of plan.entries()) {
      if (index % 500 === 0) await numbers.reserve(501);
      lines.add(tell(), () => random.uuid());
      if (lines.count < mostRowsPerCommit - rowsOfOneStory && index < plan.length - 1) continue;
      await lanes.load(lines);
      lines = new Lines();
    }
    await lanes.finish();
  } finally {
    await lanes.close();
  }
}
