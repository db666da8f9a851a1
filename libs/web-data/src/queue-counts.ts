import { signal } from '@angular/core';
import type { TicketCounts } from '@felles/contracts/http';
import { Newest, Paced } from './pace.js';
import type { Tickets } from './tickets.js';

/** How many open cases each queue has, renewed at most once a second. */
export class QueueCounts {
  private readonly newest = new Newest();
  private readonly upkeep = new Paced(() => void this.fetch(), 1000);
  readonly counts = signal<TicketCounts | null>(null);

  constructor(private readonly client: Pick<Tickets, 'counts'>) {}

  touched(): void {
    this.upkeep.ask();
  }

  stop(): void {
    this.upkeep.stop();
    this.newest.supersede();
  }

  private async fetch(): Promise<void> {
    const current = this.newest.begin();
    try {
      const counts = await this.client.counts();
      if (current()) this.counts.set(counts);
    } catch {
      // The old numbers stay; the connection banner says when they may be stale.
    }
  }
}
