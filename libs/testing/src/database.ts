import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database of one's own, made from the migrated template in some 20 ms. */
export interface TestDatabase {
  /** Its owner's address: seeds, moves the clock, sees all. */
  owner: string;
  secret: string;
  /** Runs SQL as the owner. */
  sql<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>;
  /** Moves business time (`felles_now()`) ahead, e.g. `31 days`. */
  moveClock(ahead: string): Promise<void>;
  drop(): Promise<void>;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run the tests with npm test, which starts the database`);
  return value;
}

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return act(client).finally(() => client.end());
}

export async function freshDatabase(): Promise<TestDatabase> {
  const superuser = required('FELLES_TEST_SUPERUSER');
  const name = `test_${process.env.JEST_WORKER_ID ?? '0'}_${randomUUID().slice(0, 8)}`;
  await withClient(superuser, (client) =>
    client.query(`create database ${name} owner felles_owner template template_felles strategy file_copy`),
  );
  const url = new URL(required('FELLES_TEST_OWNER'));
  url.pathname = `/${name}`;
  const owner = url.toString();
  const pool = new pg.Pool({ connectionString: owner, max: 3 });
  pool.on('error', () => undefined);
  return {
    owner,
    secret: required('FELLES_TEST_SECRET'),
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
      await withClient(superuser, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
