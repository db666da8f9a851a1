/**
 * Runs something when asked, one run at a time and none sooner than `gapMs` after the last one began: alone it runs at
 * once, under load the askings gather. The last asking is never lost. The run sees to its own failures.
 */
export class Paced {
  private running: Promise<void> | null = null;
  private wanted = false;
  private stopped = false;
  private earliest = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly run: () => Promise<void>,
    private readonly gapMs: number,
  ) {}

  ask(): void {
    this.wanted = true;
    if (this.running || this.timer || this.stopped) return;
    const wait = this.earliest - performance.now();
    if (wait <= 0) return this.begin();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.begin();
    }, wait);
  }

  /** No run begins after this; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private begin(): void {
    this.wanted = false;
    this.earliest = performance.now() + this.gapMs;
    this.running = this.run().finally(() => {
      this.running = null;
      if (this.wanted) this.ask();
    });
  }
}
