import pg from 'pg';
import { Paced } from './paced.js';

export const bellChannel = 'felles_log';
const notifyGapMs = 15;

/**
 * Wakes the readers of the log in every process: one listening connection outside the pools, which also rings for this
 * process's writers. Rings are coalesced, because NOTIFY inside busy transactions would serialise their commits.
 * A missed ring costs at most a second: readers sweep.
 */
export class Bell {
  private readonly listeners = new Set<() => void>();
  // Without a connection the other processes find it in their sweep.
  private readonly telling = new Paced(
    async () => void (await this.client?.query(`notify ${bellChannel}`).catch(() => undefined)),
    notifyGapMs,
  );
  private client: pg.Client | null = null;
  private stopped = false;

  constructor(private readonly address: string) {}

  async start(): Promise<void> {
    this.stopped = false;
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  onRing(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells every process, this one included, that there is something to read. */
  ring(): void {
    for (const listener of this.listeners) listener();
    this.telling.ask();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.address,
      keepAlive: true,
      application_name: 'felles bell',
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', ({ processId }) => {
      // Its own writers have told it already.
      if (processId === (client as unknown as { processID: number }).processID) return;
      for (const listener of this.listeners) listener();
    });
    try {
      await client.connect();
      await client.query(`listen ${bellChannel}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    if (this.stopped) return client.end();
    this.client = client;
    for (const listener of this.listeners) listener();
  }

  private lost(client: pg.Client): void {
    // One that never listened is given up by whoever tried to connect it; an error and the end after it are one loss.
    if (this.client !== client) return;
    this.client = null;
    if (!this.stopped) setTimeout(() => void this.reconnect(), 250).unref();
  }

  private async reconnect(): Promise<void> {
    if (this.stopped || this.client) return;
    // The database may be down for a while; it is tried again, one connection at a time.
    await this.connect().catch(() => setTimeout(() => void this.reconnect(), 500).unref());
  }
}
