import { inject, Injectable, signal } from '@angular/core';
import type { ConfigurationItemRow } from '@felles/contracts/http';
import { ConfigurationItems } from './configuration-items.js';
import { Newest, Settled } from './pace.js';

/** Finds configuration items while one types a name: after a pause, and only the newest answer counts. */
@Injectable()
export class ItemFinder {
  private readonly items = inject(ConfigurationItems);
  private readonly newest = new Newest();
  private wanted = { q: '', organisationId: '' };
  private readonly pause = new Settled(() => void this.find(), 200);
  readonly found = signal<readonly ConfigurationItemRow[] | null>(null);

  /** @param organisationId whose; any that one reads when left out. */
  ask(q: string, organisationId = ''): void {
    this.wanted = { q, organisationId };
    this.found.set(null);
    this.newest.supersede();
    if (q.length > 1) this.pause.ask();
    else this.pause.stop();
  }

  private async find(): Promise<void> {
    const current = this.newest.begin();
    const { q, organisationId } = this.wanted;
    const query = { q, limit: '20', ...(organisationId ? { organisationId } : {}) };
    // No answer leaves nothing to choose; typing on asks again.
    const { items } = await this.items.list(query).catch(() => ({ items: [] }));
    if (current()) this.found.set(items);
  }
}
