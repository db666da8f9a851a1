import { signal } from '@angular/core';
import { Newest, troubleOf, type Trouble } from '@felles/web-data';

/** A report on its way and on the screen. A newer question supersedes an older one. */
export class Fetched<R, Q> {
  readonly report = signal<R | null>(null);
  readonly trouble = signal<Trouble | null>(null);
  readonly loading = signal(true);
  private readonly newest = new Newest();

  constructor(private readonly ask: (query: Q) => Promise<R>) {}

  /** @param quietly the figures only follow: nothing shows that they are fetched. */
  async fetch(query: Q, quietly = false): Promise<void> {
    const current = this.newest.begin();
    if (!quietly) this.loading.set(true);
    try {
      const report = await this.ask(query);
      if (!current()) return;
      this.report.set(report);
      this.trouble.set(null);
    } catch (error) {
      // Old figures stay under the problem, so that the page never goes blank in a meeting.
      if (current()) this.trouble.set(troubleOf(error));
    }
    if (current()) this.loading.set(false);
  }
}
