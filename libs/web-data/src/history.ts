import { signal } from '@angular/core';
import type { EventView } from '@felles/contracts/http';
import type { Label } from '@felles/domain';
import { Newest } from './pace.js';
import type { Tickets } from './tickets.js';
import { troubleOf, type Trouble } from './trouble.js';

/** What has happened to one ticket, newest first. */
export class History {
  private readonly newest = new Newest();
  private id: string | null = null;
  private cursor: string | null = null;
  readonly events = signal<readonly EventView[]>([]);
  readonly names = signal<Readonly<Record<string, Label>>>({});
  readonly loading = signal(false);
  readonly hasMore = signal(false);
  readonly trouble = signal<Trouble | null>(null);

  constructor(private readonly client: Pick<Tickets, 'events'>) {}

  async show(id: string): Promise<void> {
    if (id !== this.id) {
      this.events.set([]);
      this.cursor = null;
      this.hasMore.set(false);
    }
    this.id = id;
    await this.fetch(null);
  }

  async refresh(): Promise<void> {
    if (this.id) await this.fetch(null);
  }

  async more(): Promise<void> {
    if (this.cursor) await this.fetch(this.cursor);
  }

  private async fetch(cursor: string | null): Promise<void> {
    const id = this.id!;
    const current = this.newest.begin();
    const first = this.events().length === 0;
    this.loading.set(true);
    try {
      const page = await this.client.events(id, cursor);
      if (!current()) return;
      const known = new Set(this.events().map((event) => event.cursor));
      const fresh = page.items.filter((event) => !known.has(event.cursor));
      this.events.update((events) => (cursor ? [...events, ...fresh] : [...fresh, ...events]));
      this.names.update((names) => ({ ...names, ...page.names }));
      this.trouble.set(null);
      if (first || cursor) {
        this.cursor = page.nextCursor;
        this.hasMore.set(page.nextCursor !== null);
      }
    } catch (error) {
      // What is shown stays, with the problem beside it.
      if (current()) this.trouble.set(troubleOf(error));
    } finally {
      if (current()) this.loading.set(false);
    }
  }
}
