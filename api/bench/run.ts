import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { foundMunicipality } from '../src/demo/founding.js';
import { growDesk, rareWord } from '../src/demo/index.js';
import { Installation, repository } from '../src/start/installation.js';
import { Parent } from '../src/start/parent.js';
import { measureLive, type Delivered } from './live.js';
import { measure, type Measured, type Target } from './load.js';
import { operations, type Place } from './operations.js';

export interface BenchOptions {
  sizes: number[];
  clients: number[];
  seconds: number;
  /** Names of operations; null for all, and the live measure. */
  operations: string[] | null;
  out: string;
}

interface Line {
  size: number;
  who: string;
  operation: string;
  clients: number;
  felles: Measured;
  baseline: Measured;
  /** Requests per second, ours to the baseline's. */
  ratio: number;
}

const people = ['arne', 'siri'] as const;
const warmUpSeconds = 3;
const rounds = 3;
const ports = { felles: 3951, baseline: 3952 };

/** Measures the product and, beside it in the same run, hand-written SQL on the same tables. Writes JSON. */
export async function bench(options: BenchOptions): Promise<void> {
  const lines: Line[] = [];
  const live: { size: number; felles: Delivered; baseline: Delivered; ratio: number }[] = [];
  for (const size of options.sizes) {
    const dataDir = path.join(repository, '.data', `bench-${size}`);
    const installation = await Installation.open({ ...process.env, FELLES_DATA_DIR: dataDir });
    const owner = await installation.reachDatabase();
    await installation.migrate(owner);
    await foundOnce(owner, size);
    const parent = new Parent(installation, {
      ...installation.settings(owner),
      port: ports.felles,
      logLevel: 'error',
    });
    await parent.start(1);
    const bare = await startBaseline(owner);
    try {
      // A process that has just started is compiled as it goes: neither side's first seconds are measured.
      const opening = operations[0]!;
      for (const [baseline, target] of [
        [true, targetsOf('').baseline],
        [false, targetsOf(await signIn('arne')).felles],
      ] as const)
        await measure(opening, await placeOf(owner, 'arne', baseline), target, {
          clients: 8,
          seconds: 8,
          from: 0,
        });
      // Everybody reads before anybody writes: what the writes leave behind is nobody's ten years.
      for (const write of [false, true]) {
        for (const who of people)
          lines.push(...(await measureAs(who, { size, owner, cookie: await signIn(who), options, write })));
      }
      if (!options.operations) live.push({ size, ...(await measureScreens(owner)) });
    } finally {
      bare.disconnect();
      await parent.stop();
    }
    mkdirSync(path.dirname(options.out), { recursive: true });
    const machine = {
      cores: cpus().length,
      model: cpus()[0]?.model,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    };
    writeFileSync(
      options.out,
      `${JSON.stringify({ machine, at: new Date().toISOString(), lines, live }, null, 2)}\n`,
    );
  }
  console.log(`\nWritten to ${options.out}`);
}

/** From a write to two hundred screens that show it. */
async function measureScreens(owner: string) {
  const create = operations.find((operation) => operation.name === 'create')!;
  const screens = targetsOf(await signIn('arne'));
  const felles = await measureLive(create, await placeOf(owner, 'arne', false), screens.felles);
  const baseline = await measureLive(create, await placeOf(owner, 'arne', true), screens.baseline);
  console.log(`  write to 200 screens: p95 ${felles.p95} ms, bare socket.io ${baseline.p95} ms`);
  return { felles, baseline, ratio: Number((baseline.p95 / felles.p95).toFixed(2)) };
}

async function measureAs(
  who: (typeof people)[number],
  asked: { size: number; owner: string; cookie: string; options: BenchOptions; write: boolean },
): Promise<Line[]> {
  const { size, owner, cookie, options, write } = asked;
  const lines: Line[] = [];
  const wanted = operations.filter(
    (one) => one.write === write && (options.operations?.includes(one.name) ?? true),
  );
  for (const operation of wanted) {
    for (const clients of options.clients) {
      const places = { felles: await placeOf(owner, who, false), baseline: await placeOf(owner, who, true) };
      const targets = targetsOf(cookie);
      const sides = ['baseline', 'felles'] as const;
      const used = { baseline: 0, felles: 0 };
      const taken = { baseline: [] as Measured[], felles: [] as Measured[] };
      const run = async (side: (typeof sides)[number], seconds: number) => {
        const { used: next, ...measured } = await measure(operation, places[side], targets[side], {
          clients,
          seconds,
          from: used[side],
        });
        used[side] = next;
        return measured;
      };
      // Plans, caches and compilers warm up first. Then each in turn, so that both get the machine's good and bad moments.
      for (const side of sides) await run(side, warmUpSeconds);
      for (let round = 0; round < rounds; round++)
        for (const side of sides) {
          // A round that held no more than one answer for each client is as slow as the next one would be.
          const [first] = taken[side];
          if (!first || first.answers > clients) taken[side].push(await run(side, options.seconds));
        }
      const [baseline, felles] = [middle(taken.baseline), middle(taken.felles)];
      const ratio = Number((felles.requestsPerSecond / baseline.requestsPerSecond).toFixed(2));
      lines.push({ size, who, operation: operation.name, clients, felles, baseline, ratio });
      console.log(
        `  ${size} ${who} ${operation.name.padEnd(13)} ${String(clients).padStart(2)} clients: ${felles.requestsPerSecond}/s of ${baseline.requestsPerSecond}/s = ${ratio}, p50 ${felles.p50} p95 ${felles.p95} p99 ${felles.p99} ms${felles.wrong ? `, ${felles.wrong} WRONG` : ''}`,
      );
    }
  }
  return lines;
}

function targetsOf(cookie: string): Record<'felles' | 'baseline', Target> {
  return {
    felles: { url: `http://127.0.0.1:${ports.felles}`, headers: { cookie } },
    baseline: { url: `http://127.0.0.1:${ports.baseline}`, headers: {} },
  };
}

/** The round of middling speed, with everything that was wrong in any. */
function middle(taken: Measured[]): Measured {
  const bySpeed = [...taken].sort((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  return {
    ...bySpeed[Math.floor(bySpeed.length / 2)]!,
    wrong: taken.reduce((sum, { wrong }) => sum + wrong, 0),
  };
}

/** Makes the desk of this size, unless it has been made before. */
export async function foundOnce(owner: string, size: number): Promise<void> {
  const [row] = await ask<{ founded: boolean }>(owner, 'select exists (select from desk) as founded');
  if (row!.founded) return;
  console.log(`  Making ${size} tickets …`);
  // One living year, and the ten before it.
  await foundMunicipality(owner, { tickets: Math.min(size / 2, 12_000) });
  await growDesk(owner, { tickets: size });
}

function startBaseline(owner: string): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'baseline.js'), [owner, String(ports.baseline)]);
  return new Promise((resolve, reject) =>
    child
      .once('message', () => resolve(child))
      .once('exit', () => reject(new Error('the baseline did not start'))),
  );
}

export async function signIn(who: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${ports.felles}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${who}@fjordvik.example`, password: 'felles-demo' }),
  });
  if (answer.status !== 201) throw new Error(`${who} cannot sign in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** The same places for both sides, but the open tickets: those are used up, so each side has its own half. */
async function placeOf(owner: string, who: string, baseline: boolean): Promise<Place> {
  const [person] = await ask<{ id: string; home: string; organisations: string[] }>(
    owner,
    `select i.person_id as id, (select organisation_id from membership m where m.person_id = i.person_id order by valid_from limit 1) as home,
       (select array_agg(distinct s.organisation_id) from assignment_group_member g join assignment_group_serves s using (group_id) where g.person_id = i.person_id) as organisations
     from identity i where i.subject = $1`,
    [`${who}@fjordvik.example`],
  );
  const reach = [person!.organisations];
  const tickets = await ask<{ id: string; number: string }>(
    owner,
    `select id, number from ticket where organisation_id = any ($1) and kind = 'incident' and not restricted limit 2000`,
    reach,
  );
  const open = await ask<{ id: string }>(
    owner,
    `select id from (select id, row_number() over (order by opened_at desc) as place from ticket
       where organisation_id = any ($1) and open and not restricted and state <> 'on_hold') t where place % 2 = $2 limit 20000`,
    [person!.organisations, baseline ? 1 : 0],
  );
  return {
    baseline,
    personId: person!.id,
    organisationId: person!.home,
    organisations: person!.organisations,
    tickets: tickets.map((ticket) => ticket.id),
    open: open.map((ticket) => ticket.id),
    number: tickets[0]!.number,
    rareWord,
  };
}

async function ask<R extends pg.QueryResultRow>(
  owner: string,
  text: string,
  values?: unknown[],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  return (await client.query<R>(text, values).finally(() => client.end())).rows;
}
