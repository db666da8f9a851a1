import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createHmac } from 'node:crypto';
import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

/** The login roles of one installation; their passwords follow from its secret, so none is stored. */
export const loginRoles = ['felles_api', 'felles_worker', 'felles_jobs'] as const;
export type LoginRole = (typeof loginRoles)[number];

export function rolePassword(secret: string, role: LoginRole): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('base64url');
}

/** The same database, as another role. */
export function addressAs(owner: string, role: LoginRole, secret: string): string {
  const url = new URL(owner);
  url.username = role;
  url.password = rolePassword(secret, role);
  return url.toString();
}

/**
 * One migration per SQL file, `NNNN-name.sql`, with a part `-- up` and a part `-- down`.
 * @throws Error when a file has no such parts.
 */
export function readMigrations(folder: string): (new () => MigrationInterface)[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const [, up, down] = readFileSync(path.join(folder, file), 'utf8').split(/^-- (?:up|down)$/m);
      if (!up || !down) throw new Error(`${file}: a migration has a part "-- up" and a part "-- down"`);
      const step = class implements MigrationInterface {
        async up(runner: QueryRunner) {
          await runner.query(up);
        }
        async down(runner: QueryRunner) {
          await runner.query(down);
        }
      };
      // TypeORM orders migrations by the thirteen digits a name ends in.
      const [serial, ...words] = path.basename(file, '.sql').split('-');
      Object.defineProperty(step, 'name', { value: `${words.join('_')}_${serial!.padStart(13, '0')}` });
      return step;
    });
}

export interface Migrated {
  applied: string[];
}

/** Brings the schema up to date, sets the login roles' passwords and applies the grants. Safe to run from two processes. */
export async function migrate(
  owner: string,
  secret: string,
  folders: { migrations: string; grants: string },
): Promise<Migrated> {
  const lock = new pg.Client({ connectionString: owner, application_name: 'felles migrator' });
  await lock.connect();
  try {
    await lock.query(`select pg_advisory_lock(hashtext('felles migrations'))`);
    const source = new DataSource({
      type: 'postgres',
      url: owner,
      migrations: readMigrations(folders.migrations),
      migrationsTransactionMode: 'each',
      extra: { max: 1 },
    });
    await source.initialize();
    try {
      const applied = await source.runMigrations();
      await setPasswords(lock, secret);
      // Roles are the cluster's: two databases granting at once would collide on them.
      await source.query('begin');
      await source.query(readFileSync(folders.grants, 'utf8'));
      await source.query('commit');
      return { applied: applied.map((migration) => migration.name) };
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}

async function setPasswords(owner: pg.Client, secret: string): Promise<void> {
  for (const role of loginRoles) {
    await owner.query(`alter role ${role} password ${pg.escapeLiteral(rolePassword(secret, role))}`);
  }
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  const database = pg.escapeIdentifier(rows[0]!.name);
  await owner.query(`grant connect on database ${database} to ${loginRoles.join(', ')}`);
}
