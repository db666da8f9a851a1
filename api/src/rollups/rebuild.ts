import pg from 'pg';
import { wholeFolds } from './digest-statements.js';
import { rollups } from './rollups.js';

export interface Rebuilt {
  tickets: number;
  seconds: number;
}

const enrol = `insert into log_reader (name, generation, xid, id, moved_at) values ($1, 0, '0', 0, felles_now()) on conflict do nothing`;
// Whoever digests right now is waited for, and nobody digests until the new figures stand.
const takeReader = `select from log_reader where name = $1 for no key update`;
// What lies before the oldest running transaction is complete; the reader goes on from there.
const completeTo = `select e.generation, e.xid::text as xid, e.id::text as id from domain_event e
  where e.generation < log_generation_now() or e.xid < pg_snapshot_xmin(pg_current_snapshot())
  order by e.generation desc, e.xid desc, e.id desc limit 1`;
const moveReader = `update log_reader set generation = $2, xid = $3::xid8, id = $4, moved_at = felles_now() where name = $1`;
const tables = [
  'rollup',
  'rollup_ticket',
  'rollup_major',
  'rollup_measure',
  'rollup_server_status',
  'rollup_zone',
];

/**
 * Throws the figures away and counts them anew from the log, by the reader's own statements, and moves the reader there, all
 * in one transaction: whoever asks meanwhile gets the old figures. While it runs, live screens wait for it (docs/reports.md),
 * so it is for the quiet hours and for those who have just written a great deal at once.
 */
export async function rebuildRollups(owner: string): Promise<Rebuilt> {
  const client = new pg.Client({ connectionString: owner, application_name: 'felles rollups' });
  client.on('error', () => undefined);
  await client.connect();
  const from = performance.now();
  try {
    await client.query('begin');
    await client.query(
      `set local work_mem = '256MB'; set local synchronous_commit = off; set local plan_cache_mode = force_custom_plan`,
    );
    await client.query(enrol, [rollups.name]);
    await client.query(takeReader, [rollups.name]);
    const { rows } = await client.query<{ generation: number; xid: string; id: string }>(completeTo);
    for (const table of tables) await client.query(`delete from ${table}`);
    await client.query(`insert into rollup_zone select id, time_zone from organisation`);
    const [end] = rows;
    if (end) {
      const place: [number, string, string] = [end.generation, end.xid, end.id];
      for (const fold of Object.values<string>({ ...wholeFolds })) await client.query(fold, place);
      await client.query(moveReader, [rollups.name, end.generation, end.xid, end.id]);
    }
    const counted = await client.query<{ tickets: number }>(
      `select count(*)::int as tickets from rollup_ticket`,
    );
    await client.query('commit');
    await client.query(`vacuum (analyze) ${tables.join(', ')}`);
    return { tickets: counted.rows[0]!.tickets, seconds: (performance.now() - from) / 1_000 };
  } finally {
    await client.end();
  }
}

/** Counts a log nobody has counted yet: a desk that has just been made, or that comes from a version without figures. */
export async function ensureRollups(owner: string): Promise<void> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  const { rowCount } = await client
    .query(`select from log_reader where name = $1`, [rollups.name])
    .finally(() => client.end());
  if (rowCount === 0) await rebuildRollups(owner);
}
