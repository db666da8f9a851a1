import type { TestDatabase } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Cluster } from '../src/platform/database/cluster.js';
import { migrate } from '../src/platform/database/migrator.js';

/** A database on a server of its own, whose long transactions keep no other test waiting. */
export interface OwnServer extends TestDatabase {
  superuser: string;
}

const repository = path.resolve(import.meta.dirname, '../..');

export async function ownServer(): Promise<OwnServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'felles-own-'));
  chmodSync(dataDir, 0o755);
  const cluster = await Cluster.open({ dataDir, durable: false, settings: { shared_buffers: '256MB' } });
  await cluster.start();
  const secret = randomUUID();
  const owner = await cluster.database('own');
  await migrate(owner, secret, {
    migrations: path.join(repository, 'migrations'),
    grants: path.join(repository, 'api/src/platform/database/grants.sql'),
  });
  const pool = new pg.Pool({ connectionString: owner, max: 3 });
  pool.on('error', () => undefined);
  await pool.query('select open_log_generation()');
  return {
    owner,
    secret,
    superuser: cluster.address('postgres'),
    sql: async <R extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await pool.query<R>(text, values)).rows,
    moveClock: async (ahead) => {
      await pool.query(
        `insert into clock (ahead) values ($1) on conflict (only_row) do update set ahead = clock.ahead + excluded.ahead`,
        [ahead],
      );
    },
    drop: async () => {
      await pool.end();
      await cluster.stop();
      cluster.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
