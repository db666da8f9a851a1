import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { ChangeRow } from '@felles/contracts/http';
import {
  Changes,
  Newest,
  Paced,
  Realtime,
  troubleOf,
  type ChangeListQuery,
  type Trouble,
} from '@felles/web-data';

/** What is shown of the changes, as a calendar's span or as a list, kept true by the live line. */
@Injectable()
export class ChangeLists {
  private readonly changes = inject(Changes);
  private readonly newest = new Newest();
  private readonly upkeep = new Paced(() => void this.refresh(), 1000);
  private again: (() => Promise<void>) | null = null;
  private cursor: string | null = null;
  readonly items = signal<readonly ChangeRow[]>([]);
  readonly more = signal(false);
  readonly loading = signal(true);
  readonly trouble = signal<Trouble | null>(null);

  constructor() {
    const realtime = inject(Realtime);
    const stops = [
      realtime.on('event', ({ subject, type }) => {
        const concerns = type.startsWith('change.') || this.items().some(({ id }) => id === subject.id);
        if (subject.kind === 'ticket' && concerns) this.upkeep.ask();
      }),
      realtime.on('gone', ({ id }) => this.items.update((items) => items.filter((item) => item.id !== id))),
      realtime.on('reload', () => this.upkeep.ask()),
    ];
    inject(DestroyRef).onDestroy(() => {
      for (const stop of stops) stop();
      this.upkeep.stop();
    });
  }

  showSpan({ from, to }: { from: string; to: string }): Promise<void> {
    return this.show(async () => {
      const { items, more } = await this.changes.calendar(from, to);
      return { items, more, cursor: null };
    });
  }

  showList(query: ChangeListQuery): Promise<void> {
    return this.show(async () => {
      // What had been fetched stays fetched when the list is made anew.
      const limit = Math.min(Math.max(50, this.items().length), 500);
      const { items, nextCursor } = await this.changes.list({ ...query, limit });
      return { items, more: nextCursor !== null, cursor: nextCursor };
    });
  }

  /** Goes on where the list ended. */
  async fetchMore(query: ChangeListQuery): Promise<void> {
    if (!this.cursor) return;
    const current = this.newest.begin();
    const { cursor } = this;
    try {
      const page = await this.changes.list({ ...query, cursor });
      if (!current()) return;
      this.items.update((items) => [...items, ...page.items]);
      this.more.set(page.nextCursor !== null);
      this.cursor = page.nextCursor;
    } catch (error) {
      if (current()) this.trouble.set(troubleOf(error));
    }
  }

  async refresh(): Promise<void> {
    await this.again?.();
  }

  private async show(
    fetch: () => Promise<{ items: ChangeRow[]; more: boolean; cursor: string | null }>,
  ): Promise<void> {
    this.again = () => this.fetch(fetch);
    this.loading.set(true);
    this.items.set([]);
    await this.again();
  }

  private async fetch(
    ask: () => Promise<{ items: ChangeRow[]; more: boolean; cursor: string | null }>,
  ): Promise<void> {
    const current = this.newest.begin();
    try {
      const { items, more, cursor } = await ask();
      if (!current()) return;
      this.items.set(items);
      this.more.set(more);
      this.cursor = cursor;
      this.trouble.set(null);
    } catch (error) {
      if (current()) this.trouble.set(troubleOf(error));
    } finally {
      if (current()) this.loading.set(false);
    }
  }
}
