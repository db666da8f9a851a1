import { inject, Injectable, signal } from '@angular/core';
import { ConfigurationItems, Newest, Settled } from '@felles/web-data';
import type { PersonOption } from '@felles/web-ui';
import { ItemWords } from './item-words';

/** Finds items while one types a name: after a pause, and only the newest answer counts. */
@Injectable()
export class ItemFinder {
  private readonly items = inject(ConfigurationItems);
  private readonly words = inject(ItemWords);
  private readonly newest = new Newest();
  private wanted = { q: '', organisationId: '' };
  private readonly pause = new Settled(() => void this.find(), 200);
  readonly found = signal<readonly PersonOption[] | null>(null);

  ask(q: string, organisationId: string): void {
    this.wanted = { q, organisationId };
    this.found.set(null);
    this.newest.supersede();
    if (q.length > 1) this.pause.ask();
    else this.pause.stop();
  }

  private async find(): Promise<void> {
    const current = this.newest.begin();
    const query = { ...this.wanted, limit: '20' };
    // No answer leaves nothing to choose; typing on asks again.
    const { items } = await this.items.list(query).catch(() => ({ items: [] }));
    if (!current()) return;
    this.found.set(items.map(({ id, name, class: kind }) => ({ id, name, about: this.words.class(kind) })));
  }
}
