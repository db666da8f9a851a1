import { BulkLoad, Lines } from './bulk-load.js';

/** Several connections that load batches side by side, while the next batch is being told. */
export class Lanes {
  private readonly free: BulkLoad[];
  private readonly under: Set<Promise<void>> = new Set();
  private failure: unknown;
  /** Links go last: the ticket at the other end may be in another lane. */
  private readonly links = new Lines();

  private constructor(private readonly lanes: BulkLoad[]) {
    this.free = [...lanes];
  }

  static async open(owner: string, count: number): Promise<Lanes> {
    return new Lanes(await Promise.all(Array.from({ length: count }, () => BulkLoad.open(owner))));
  }

  /** Resolves when a lane has taken it, not when it is written. @throws what an earlier batch failed with. */
  async load(lines: Lines): Promise<void> {
    lines.handOver('ticket_link', this.links);
    while (this.free.length === 0 && this.failure === undefined) await Promise.race(this.under);
    if (this.failure !== undefined) throw this.failure as Error;
    const lane = this.free.pop()!;
    const work = lane.load(lines).then(
      () => void this.free.push(lane),
      (error: unknown) => void (this.failure ??= error),
    );
    this.under.add(work);
    void work.then(() => this.under.delete(work));
  }

  /** @throws what a batch failed with. */
  async finish(): Promise<void> {
    await Promise.all(this.under);
    if (this.failure !== undefined) throw this.failure as Error;
    await this.lanes[0]!.load(this.links);
  }

  async close(): Promise<void> {
    await Promise.all(this.under);
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }
}
