import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { SettingsInput } from '../platform/config/settings.js';
import { assertWritable, Cluster, databaseOwner } from '../platform/database/cluster.js';
import { migrate } from '../platform/database/migrator.js';

/** The repository, from the compiled tree (`dist/api/api/src/start`). */
export const repository = path.resolve(import.meta.dirname, '../../../../..');

/** Something the person who starts Felles can put right; said in one sentence, without a stack. */
export class StartProblem extends Error {}

export const databaseName = 'felles';

/** One installation: its data folder, its secret and its database, whether ours or given. */
export class Installation {
  private constructor(
    readonly dataDir: string,
    readonly secret: string,
    /** The server that comes with the product; null when `DATABASE_URL` names another. */
    readonly cluster: Cluster | null,
    private readonly given: { url: string; direct: string | undefined } | null,
  ) {}

  /** Reads the environment. @throws StartProblem */
  static async open(env: NodeJS.ProcessEnv = process.env): Promise<Installation> {
    const dataDir = path.resolve(env.FELLES_DATA_DIR || path.join(repository, '.data'));
    try {
      assertWritable(dataDir);
      const secret = env.FELLES_SECRET || ownSecret(dataDir);
      if (env.NODE_ENV === 'production' && !env.FELLES_SECRET) {
        throw new StartProblem(
          'In production FELLES_SECRET must be set, so that a lost data folder does not end every session.',
        );
      }
      const given = env.DATABASE_URL ? { url: env.DATABASE_URL, direct: env.DATABASE_DIRECT_URL } : null;
      return new Installation(
        dataDir,
        secret,
        given ? null : await Cluster.open({ dataDir, durable: true }),
        given,
      );
    } catch (error) {
      throw error instanceof StartProblem ? error : new StartProblem((error as Error).message);
    }
  }

  /** Starts (or adopts, or reaches) the database. @returns the owner's address. @throws StartProblem */
  async reachDatabase(): Promise<string> {
    await this.cluster?.start();
    const owner = this.given ? this.given.url : await this.cluster!.database(databaseName);
    const client = new pg.Client({ connectionString: owner, connectionTimeoutMillis: 10_000 });
    try {
      await client.connect();
      const { rows } = await client.query<{ version: string; number: number }>(
        `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
      );
      if (rows[0]!.number < 180_000)
        throw new StartProblem(`PostgreSQL ${rows[0]!.version} is too old: Felles needs 18 or newer.`);
    } catch (error) {
      if (error instanceof StartProblem) throw error;
      throw new StartProblem(
        `The database cannot be reached (${(error as Error).message || (error as { code?: string }).code}): check that it runs and that DATABASE_URL is right.`,
      );
    } finally {
      await client.end().catch(() => undefined);
    }
    return owner;
  }

  async migrate(owner: string): Promise<string[]> {
    const folders = {
      migrations: path.join(repository, 'migrations'),
      grants: path.join(repository, 'api/src/platform/database/grants.sql'),
    };
    const { applied } = await migrate(owner, this.secret, folders);
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    // A restored or moved database begins a new generation of its log.
    await client.query('select open_log_generation()').finally(() => client.end());
    return applied;
  }

  settings(owner: string, env: NodeJS.ProcessEnv = process.env): SettingsInput {
    const production = env.NODE_ENV === 'production';
    return {
      host: env.HOST || '127.0.0.1',
      port: portOf(env.PORT),
      dataDir: this.dataDir,
      secret: this.secret,
      production,
      secureCookies: env.FELLES_SECURE_COOKIES === '1',
      trustProxy: env.FELLES_TRUST_PROXY === '1',
      databaseUrl: owner,
      directUrl: this.given?.direct,
      webFolder: path.join(repository, 'dist/web'),
      build: buildId(),
      logLevel: env.FELLES_LOG_LEVEL || 'warn',
    };
  }

  /** Where the database is right now. */
  ownerAddress(): string {
    return this.given ? this.given.url : this.cluster!.address(databaseName, databaseOwner);
  }
}

/** @throws StartProblem */
export function portOf(text: string | undefined): number {
  const port = Number(text || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartProblem(`PORT=${text} is no port: give a number from 1 to 65535.`);
  return port;
}

/** Made once and kept beside the data, readable by its owner only. */
function ownSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

function buildId(): string {
  const file = path.join(repository, 'dist/build-id');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'development';
}
