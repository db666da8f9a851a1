import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { foundMunicipality } from '../src/demo/founding.js';
import { hash, newSecret } from '../src/platform/auth/session.service.js';
import { Installation, repository } from '../src/start/installation.js';
import { Parent } from '../src/start/parent.js';

const ports = { felles: 3953, baseline: 3954 };
const servers = 150;
const packages = 2_000;
/** Configuration items the board is counted over: all of them servers, which is the worst they can be. */
const items = 5_000;
const clients = 4;
const boardSeconds = 3;

interface Server {
  id: string;
  token: string;
}
interface Measured {
  perSecond: number;
  p50: number;
  p95: number;
  wrong: number;
}
type Side = 'felles' | 'baseline';

/**
 * Patch reports per second (150 servers × 2 000 packages: the first, one that changes nothing, one that changes 20) and the
 * board at 5 000 configuration items, beside hand-written SQL on the same tables in the same run. Each side has 150 servers.
 */
export async function benchPatching({ out }: { out: string }): Promise<void> {
  const installation = await Installation.open({
    ...process.env,
    FELLES_DATA_DIR: path.join(repository, '.data', 'bench-patching'),
  });
  const owner = await installation.reachDatabase();
  await installation.migrate(owner);
  await foundMunicipality(owner, { tickets: 1_000 });
  const machines = await makeServers(owner);
  const parent = new Parent(installation, {
    ...installation.settings(owner),
    port: ports.felles,
    logLevel: 'error',
  });
  await parent.start(1);
  const bare = await startBaseline(owner);
  const lines: object[] = [];
  try {
    const note = (what: string, felles: Measured, baseline: Measured) => {
      const ratio = Number((felles.perSecond / baseline.perSecond).toFixed(2));
      lines.push({ what, felles, baseline, ratio });
      console.log(
        `  ${what.padEnd(22)} ${felles.perSecond}/s of ${baseline.perSecond}/s = ${ratio}, p50 ${felles.p50} p95 ${felles.p95} ms${felles.wrong ? `, ${felles.wrong} WRONG` : ''}`,
      );
    };
    for (const [what, round] of [
      ['first report', 0],
      ['unchanged report', 0],
      ['20 packages changed', 1],
    ] as const)
      note(
        what,
        await report('felles', machines.felles, round),
        await report('baseline', machines.baseline, round),
      );
    const cookie = await signIn();
    note('board at 5 000 items', await board('felles', cookie), await board('baseline', ''));
  } finally {
    bare.disconnect();
    await parent.stop();
  }
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(
    out,
    `${JSON.stringify({ at: new Date().toISOString(), servers, packages, items, lines }, null, 2)}\n`,
  );
  console.log(`\nWritten to ${out}`);
}

/** Fresh ones each time, so that a first report is one. */
async function makeServers(owner: string): Promise<Record<Side, Server[]>> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    await client.query(
      `delete from server_update u using configuration_item i where i.id = u.configuration_item_id and i.name like 'bench-%'`,
    );
    await client.query(
      `delete from auth.collector c using configuration_item i where i.id = c.configuration_item_id and i.name like 'bench-%'`,
    );
    await client.query(
      `delete from server_patch_status p using configuration_item i where i.id = p.configuration_item_id and i.name like 'bench-%'`,
    );
    await client.query(
      `insert into configuration_item (id, organisation_id, class, name, site_id, service_id, support_group_id, criticality, service_hours, added_at, updated_at)
       select gen_random_uuid(), m.organisation_id, 'server', 'bench-' || n, m.site_id, m.service_id, m.support_group_id, 'medium', 'office', felles_now(), felles_now()
       from generate_series(1, $1 - (select count(*)::int from configuration_item where class = 'server')) n
       cross join (select * from configuration_item where class = 'server' and name not like 'bench-%' limit 1) m`,
      [items],
    );
    const { rows } = await client.query<{ id: string; organisation_id: string }>(
      `select id, organisation_id from configuration_item where name like 'bench-%' order by name`,
    );
    await client.query(
      `insert into server_patch_status (configuration_item_id, organisation_id, reported_at, known_until, status, status_since)
       select id, organisation_id, felles_now(), felles_now() + interval '7 days', 'up_to_date', felles_now() from configuration_item where name like 'bench-%'`,
    );
    const [felles, baseline] = [rows.slice(0, servers), rows.slice(servers, 2 * servers)].map((some) =>
      some.map(({ id }) => ({ id, token: newSecret() })),
    ) as [Server[], Server[]];
    for (const { id, token } of felles)
      await client.query(
        `insert into auth.collector select gen_random_uuid(), id, organisation_id, $2, felles_now() from configuration_item where id = $1`,
        [id, hash(token)],
      );
    await client.query('analyze');
    return { felles, baseline };
  } finally {
    await client.end();
  }
}

/** What a Debian machine says: most is installed, some is missing; each round another 20 have become newer. */
function bodyOf(round: number): string {
  return JSON.stringify({
    scannedAt: new Date().toISOString(),
    source: 'apt',
    osName: 'Debian GNU/Linux',
    osVersion: '12.11',
    rebootPending: false,
    updates: Array.from({ length: packages }, (_, n) => ({
      id: `package-${n}`,
      title: `package-${n}`,
      version: n < 20 ? `1.${round}-1` : '1.0-1',
      severity: 'unknown',
      security: n % 3 === 0,
      cves: n % 10 === 0 ? [`CVE-2026-${10_000 + n}`] : [],
      state: n < 60 ? 'missing' : 'installed',
      releasedAt: null,
    })),
  });
}

function report(side: Side, machines: readonly Server[], round: number): Promise<Measured> {
  return run(machines.length, async (turn) => {
    const { id, token } = machines[turn]!;
    const answer = await fetch(`http://127.0.0.1:${ports[side]}/api/patch-reports?item=${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: bodyOf(round),
    });
    return ((await answer.json()) as { applied?: boolean }).applied === true;
  });
}

async function board(side: Side, cookie: string): Promise<Measured> {
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${ports[side]}/api/patch-status`, { headers: { cookie } });
    return Boolean(await answer.json()) && answer.ok;
  };
  await run(10, ask);
  const until = performance.now() + boardSeconds * 1_000;
  return run(Infinity, ask, () => performance.now() > until);
}

/** So many turns, a few at a time. */
async function run(
  turns: number,
  act: (turn: number) => Promise<boolean>,
  over: () => boolean = () => false,
): Promise<Measured> {
  const took: number[] = [];
  let next = 0;
  let wrong = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < turns && !over()) {
        const turn = next++;
        const began = performance.now();
        if (!(await act(turn))) wrong++;
        took.push(performance.now() - began);
      }
    }),
  );
  const seconds = (performance.now() - from) / 1_000;
  took.sort((a, b) => a - b);
  const at = (share: number) => Number(took[Math.floor(took.length * share)]!.toFixed(1));
  return { perSecond: Number((took.length / seconds).toFixed(1)), p50: at(0.5), p95: at(0.95), wrong };
}

async function signIn(): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${ports.felles}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'lise@fjordvik.example', password: 'felles-demo' }),
  });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function startBaseline(owner: string): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'patching-baseline.js'), [owner, String(ports.baseline)]);
  return new Promise((resolve, reject) =>
    child
      .once('message', () => resolve(child))
      .once('exit', () => reject(new Error('the baseline did not start'))),
  );
}
