import cluster, { type Worker } from 'node:cluster';
import { createServer } from 'node:net';
import path from 'node:path';
import type { SettingsInput } from '../platform/config/settings.js';
import { StartProblem, type Installation } from './installation.js';

const watchDatabaseMs = 300;
/** A process that ends this soon after its start would only end again: wait a little. */
const tooSoonMs = 2_000;

/** How long a process may take to finish what is under way. */
const drainMs = 20_000;

/** The small parent: owns the embedded server and the API processes, and starts again what falls. */
export class Parent {
  private readonly started = new Map<number, number>();
  private stopping = false;
  private watching: NodeJS.Timeout | undefined;

  constructor(
    private readonly installation: Installation,
    private settings: SettingsInput,
  ) {}

  /** Resolves when every process listens. @throws StartProblem */
  async start(processes: number): Promise<void> {
    cluster.setupPrimary({
      exec: path.join(import.meta.dirname, 'child.js'),
      args: [],
      // What a request makes is short-lived: with room for more of it, less is looked through in vain.
      execArgv: [...process.execArgv, '--max-semi-space-size=64'],
    });
    cluster.on('exit', (worker) => this.replace(worker));
    await Promise.all(Array.from({ length: processes }, () => this.fork()));
    this.watchDatabase();
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => void this.stop().then(() => process.exit(0)));
  }

  /** Ends the processes, lets them finish what is under way, then the server. */
  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    clearTimeout(this.watching);
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker && !worker.isDead());
    await Promise.all(
      workers.map((worker) => {
        const gone = new Promise((resolve) => worker!.once('exit', resolve));
        worker!.process.kill('SIGTERM');
        // It gives itself fifteen seconds; one that can no longer hear is ended.
        setTimeout(() => worker!.process.kill('SIGKILL'), drainMs).unref();
        return gone;
      }),
    );
    await this.installation.cluster?.stop();
  }

  private fork(): Promise<void> {
    const worker = cluster.fork({ FELLES_SETTINGS: JSON.stringify(this.settings) });
    this.started.set(worker.id, performance.now());
    return new Promise((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('exit', (code) =>
        reject(
          new StartProblem(`An API process ended while it started (code ${code}); its message stands above.`),
        ),
      );
    });
  }

  private replace(worker: Worker): void {
    if (this.stopping) return;
    const lived = performance.now() - (this.started.get(worker.id) ?? 0);
    this.started.delete(worker.id);
    const again = () => {
      // It may not come up while the database is down; its own exit brings us back here.
      if (!this.stopping) this.fork().catch(() => undefined);
    };
    if (lived > tooSoonMs) again();
    else setTimeout(again, 500);
  }

  /** The embedded server is ours to start again; another one is its owner's. */
  private watchDatabase(): void {
    const { cluster: server } = this.installation;
    if (!server) return;
    const look = async () => {
      if (this.stopping) return;
      if (!server.isAlive()) {
        console.log('The database stopped; starting it again …');
        await server
          .start()
          .then(() => this.follow(this.installation.ownerAddress()))
          .catch((error: Error) => console.error(`The database did not start: ${error.message}`));
      }
      this.watching = setTimeout(() => void look(), watchDatabaseMs);
    };
    void look();
  }

  /** A server whose port was taken meanwhile has come back on another: the processes are started anew with it. */
  private follow(databaseUrl: string): void {
    if (databaseUrl === this.settings.databaseUrl) return;
    this.settings = { ...this.settings, databaseUrl };
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
  }
}

/** @throws StartProblem in one sentence when the port is taken. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
      .once('error', (error: NodeJS.ErrnoException) =>
        reject(
          new StartProblem(
            error.code === 'EADDRINUSE'
              ? `Port ${port} is taken: stop what uses it, or choose another with PORT=${port + 1}.`
              : `${host}:${port} cannot be listened on (${error.code}): choose another with HOST and PORT.`,
          ),
        ),
      )
      .listen(port, host, () => probe.close(() => resolve()));
  });
}
