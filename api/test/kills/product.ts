import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildWorld, type World } from '@felles/testing';
import pg from 'pg';
import { Cluster } from '../../src/platform/database/cluster.js';

const repository = path.resolve(import.meta.dirname, '../../..');

/** A folder of one's own with a desk in it, run by `npm start` as anybody would, and open to be killed. */
export class Product {
  readonly dataDir = mkdtempSync(path.join(tmpdir(), 'felles-kill-'));
  private running: ChildProcess | null = null;
  private output = '';
  private foundWorld: World | null = null;

  private constructor(readonly port: number) {}

  static async onFreePort(): Promise<Product> {
    return new Product(await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get world(): World {
    if (!this.foundWorld) throw new Error('the desk has no world yet');
    return this.foundWorld;
  }

  /** `npm start`; resolves when it says that it is ready. */
  async start(...options: string[]): Promise<void> {
    const from = this.output.length;
    const child = spawn('npm', ['start', '--', ...options], {
      cwd: repository,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (this.output += text.toString()));
    await until(60_000, 'npm start is ready', () => {
      if (child.exitCode !== null) throw new Error(`npm start ended:\n${this.output.slice(from)}`);
      return this.output.slice(from).includes('Felles is ready');
    });
  }

  /** Another of its commands, to its end: `npm run export-database -- <file>`. */
  async run(command: string, ...args: string[]): Promise<void> {
    await promisify(execFile)('npm', ['run', command, '--', ...args], {
      cwd: repository,
      env: this.environment,
    });
  }

  private get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(this.port),
      FELLES_DATA_DIR: this.dataDir,
      FELLES_DEMO: 'none',
      FELLES_BUILT: '1',
      FELLES_LOG_LEVEL: process.env.FELLES_LOG_LEVEL ?? 'error',
    };
  }

  /** The world is here already: it came with the data. */
  moveIn(world: World): void {
    this.foundWorld = world;
  }

  /** Seeds the small world through the owner's connection. */
  async settle(): Promise<World> {
    const client = await this.connect();
    const sql = async <R extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await client.query<R>(text, values)).rows;
    return (this.foundWorld = await buildWorld({ sql }).finally(() => client.end()));
  }

  async owner(): Promise<string> {
    return (await this.cluster()).address('felles', 'felles_owner');
  }

  cluster(): Promise<Cluster> {
    return Cluster.open({ dataDir: this.dataDir, durable: true });
  }

  /** What the owner reads. */
  async rows<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]> {
    const client = await this.connect();
    return (await client.query<R>(text, values).finally(() => client.end())).rows;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: await this.owner() });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** The processes below `npm start` whose command line says this. */
  processes(says: RegExp): number[] {
    return descendants(this.running?.pid ?? -1)
      .filter(({ args }) => says.test(args))
      .map(({ id }) => id);
  }

  apiProcesses(): number[] {
    return this.processes(/start\/child\.js/);
  }

  async databaseProcess(): Promise<number> {
    return (await this.cluster()).processId();
  }

  /** Ends `npm start` as a service manager would; resolves when everything below it is gone. */
  async stop(): Promise<void> {
    const child = this.running;
    if (!child?.pid) return;
    const everything = [child.pid, ...descendants(child.pid).map(({ id }) => id)];
    child.kill('SIGTERM');
    await until(40_000, 'everything npm start began has ended', () => !everything.some(isAlive), 100).catch(
      (error: Error) => {
        everything.forEach(kill);
        throw error;
      },
    );
    this.running = null;
  }

  /** Kills everything `npm start` consists of, but not the database. */
  async killAllButDatabase(): Promise<void> {
    const child = this.running!;
    const everything = [...descendants(child.pid!).map(({ id }) => id), child.pid!];
    everything.forEach(kill);
    await until(10_000, 'everything killed is gone', () => !everything.some(isAlive), 100);
    this.running = null;
  }

  /** Whatever happened, nothing of it stays behind. */
  async remove(): Promise<void> {
    try {
      await this.stop();
    } finally {
      const cluster = await this.cluster();
      await cluster.stop();
      cluster.remove();
      rmSync(this.dataDir, { recursive: true, force: true });
    }
  }

  /** What it has said so far, for a failure's message. */
  get said(): string {
    return this.output;
  }

  /** What it said it had not foreseen, for a failure's message. */
  get complaints(): string[] {
    return this.output.split('\n').filter((line) => line.includes('unforeseen'));
  }
}

export function kill(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

export function isAlive(processId: number): boolean {
  return processTable().some(({ id, state }) => id === processId && !state.startsWith('Z'));
}

interface Entry {
  id: number;
  parent: number;
  state: string;
  args: string;
}

function processTable(): Entry[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
      return match
        ? [{ id: Number(match[1]), parent: Number(match[2]), state: match[3]!, args: match[4]! }]
        : [];
    });
}

function descendants(of: number): Entry[] {
  const all = processTable();
  const below = (parent: number): Entry[] =>
    all.filter((entry) => entry.parent === parent).flatMap((entry) => [entry, ...below(entry.id)]);
  return below(of);
}

export async function until(
  ms: number,
  what: string,
  holds: () => boolean | Promise<boolean>,
  everyMs = 25,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain until ${what}`);
    await pause(everyMs);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Below the range that outgoing connections take theirs from: a client's retry must not end up talking to itself. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer().once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
