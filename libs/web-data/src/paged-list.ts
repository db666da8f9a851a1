import { computed, signal, untracked } from '@angular/core';
import { Newest } from './pace.js';
import { troubleOf, type Trouble } from './trouble.js';

export type PageQuery = Readonly<Record<string, string>>;
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const pageSize = 50;
/** The most the API hands out at once. */
const mostAtOnce = 500;

/** A list that is fetched page by page, with its four faces. What is shown stays when a later fetch fails. */
export class PagedList<T extends { id: string }> {
  private readonly newest = new Newest();
  private query: PageQuery = {};
  private cursor: string | null = null;
  private readonly current = signal<readonly T[] | null>(null);
  readonly trouble = signal<Trouble | null>(null);
  readonly loadingMore = signal(false);
  readonly hasMore = signal(false);
  readonly rows = computed(() => this.current() ?? []);
  readonly loading = computed(() => this.current() === null && !this.trouble());
  readonly empty = computed(() => this.current()?.length === 0);

  constructor(private readonly fetchPage: (query: PageQuery) => Promise<Page<T>>) {}

  /** Another list from here on. */
  async show(query: PageQuery): Promise<void> {
    if (JSON.stringify(query) !== JSON.stringify(this.query)) this.current.set(null);
    this.query = query;
    this.trouble.set(null);
    await this.refresh();
  }

  /** Fetches what is shown anew, as many as there are on the screen. */
  async refresh(): Promise<void> {
    // Whoever asks from an effect does not want to be asked again because of the answer.
    const length = untracked(this.rows).length;
    const shown = Math.min(Math.max(length, pageSize), mostAtOnce);
    await this.fetch({ ...this.query, limit: String(shown) }, (items) => items);
  }

  async more(): Promise<void> {
    if (!this.cursor) return;
    this.loadingMore.set(true);
    await this.fetch({ ...this.query, limit: String(pageSize), cursor: this.cursor }, (items) => {
      const known = new Set(this.rows().map(({ id }) => id));
      return [...this.rows(), ...items.filter(({ id }) => !known.has(id))];
    });
    this.loadingMore.set(false);
  }

  private async fetch(query: PageQuery, put: (items: T[]) => readonly T[]): Promise<void> {
    const current = this.newest.begin();
    try {
      const page = await this.fetchPage(query);
      if (!current()) return;
      this.current.set(put(page.items));
      this.cursor = page.nextCursor;
      this.hasMore.set(page.nextCursor !== null);
      this.trouble.set(null);
    } catch (error) {
      if (current()) this.trouble.set(troubleOf(error));
    }
  }
}
