/** Lets only the newest of several overlapping runs take effect. */
export class Newest {
  private turn = 0;

  /** @returns a question to ask after each wait: am I still the newest? */
  begin(): () => boolean {
    const mine = ++this.turn;
    return () => mine === this.turn;
  }

  supersede(): void {
    this.turn++;
  }
}

/** Runs at once, then at most once per `gap` ms however often it is asked; the last asking is never lost. */
export class Paced {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private wanted = false;

  constructor(
    private readonly run: () => void,
    private readonly gap: number,
  ) {}

  ask(): void {
    if (this.timer) {
      this.wanted = true;
      return;
    }
    this.run();
    this.rest();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.wanted = false;
  }

  private rest(): void {
    this.timer = setTimeout(() => {
      this.timer = null;
      if (!this.wanted) return;
      this.wanted = false;
      this.ask();
    }, this.gap);
  }
}

/** Runs once, `wait` ms after the last asking. */
export class Settled {
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly run: () => void,
    private readonly wait: number,
  ) {}

  ask(): void {
    this.stop();
    this.timer = setTimeout(() => this.now(), this.wait);
  }

  /** Runs now if something is waiting. */
  now(): void {
    if (!this.timer) return;
    this.stop();
    this.run();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
