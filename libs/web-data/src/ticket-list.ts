import { computed, signal } from '@angular/core';
import type { TicketRow } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { Newest } from './pace.js';
import type { ListQuery, Tickets } from './tickets.js';
import { troubleOf, type Trouble } from './trouble.js';

/** A row as the list shows it; `left` when it has left the queue while being read. */
export type ListedRow = TicketRow & { left?: boolean };

const slack = 20;

/**
 * A queue on screen. What one reads stays where it is: rows are renewed in place, new ones gather in
 * `arrivals` until `welcome()`, and the one being read stays, marked, when it leaves the queue.
 */
export class TicketList {
  private readonly newest = new Newest();
  private query: ListQuery = {};
  private cursor: string | null = null;
  private fetched: readonly TicketRow[] = [];
  /** Something happened while a fetch was under way. */
  private again = false;
  readonly rows = signal<readonly ListedRow[]>([]);
  readonly arrivals = signal<readonly TicketRow[]>([]);
  readonly loading = signal(true);
  readonly loadingMore = signal(false);
  readonly hasMore = signal(false);
  readonly trouble = signal<Trouble | null>(null);
  /** The ticket being read, kept in sight. */
  readonly reading = signal<string | null>(null);
  readonly empty = computed(() => !this.loading() && !this.trouble() && this.rows().length === 0);

  constructor(private readonly client: Pick<Tickets, 'list'>) {}

  async show(query: ListQuery): Promise<void> {
    this.query = query;
    this.rows.set([]);
    this.arrivals.set([]);
    this.loading.set(true);
    await this.fetchFirst();
  }

  async retry(): Promise<void> {
    this.loading.set(true);
    await this.fetchFirst();
  }

  async more(): Promise<void> {
    if (!this.cursor || this.loadingMore()) return;
    this.loadingMore.set(true);
    const current = this.newest.begin();
    try {
      const page = await this.client.list({ ...this.query, cursor: this.cursor });
      if (!current()) return;
      const known = new Set(this.rows().map((row) => row.id));
      this.rows.update((rows) => [...rows, ...page.items.filter((row) => !known.has(row.id))]);
      this.follow(page.nextCursor);
    } catch (error) {
      // The rows that are here stay; the person may press again.
      if (current()) this.trouble.set(troubleOf(error));
    } finally {
      this.loadingMore.set(false);
    }
    if (this.again) await this.refresh();
  }

  /** Something has happened: look again at what is shown, and at what has come above it. */
  async refresh(): Promise<void> {
    this.again = this.loading() || this.loadingMore();
    if (this.again) return;
    const current = this.newest.begin();
    const limit = Math.min(this.rows().length + this.arrivals().length + slack, limits.listMost);
    try {
      const page = await this.client.list({
        ...this.query,
        limit: String(Math.max(limit, limits.listDefault)),
      });
      if (current()) this.settle(page.items, page.nextCursor);
    } catch {
      // Live upkeep only: the banner tells when the line is down, and the next event tries again.
    }
  }

  /** Shows the new ones, in their places. */
  welcome(): void {
    const gone = new Set(
      this.rows()
        .filter((row) => row.left)
        .map((row) => row.id),
    );
    const shown = new Set([...this.rows(), ...this.arrivals()].map((row) => row.id));
    const ordered = this.fetched.filter((row) => shown.has(row.id) && !gone.has(row.id));
    const placed = new Set(ordered.map((row) => row.id));
    const below = this.rows().filter((row) => !placed.has(row.id) && !gone.has(row.id));
    this.rows.set([...ordered, ...below]);
    this.arrivals.set([]);
  }

  /** A ticket that is no longer for our eyes. */
  drop(id: string): void {
    this.rows.update((rows) => rows.filter((row) => row.id !== id));
    this.arrivals.update((rows) => rows.filter((row) => row.id !== id));
    this.fetched = this.fetched.filter((row) => row.id !== id);
  }

  markRead(id: string): void {
    this.rows.update((rows) =>
      rows.map((row) => (row.id === id && row.unread ? { ...row, unread: false } : row)),
    );
  }

  private async fetchFirst(): Promise<void> {
    const current = this.newest.begin();
    this.trouble.set(null);
    try {
      const page = await this.client.list(this.query);
      if (!current()) return;
      this.fetched = page.items;
      this.rows.set(page.items);
      this.follow(page.nextCursor);
    } catch (error) {
      // Shown as the list's problem face, with a way to try again.
      if (current()) this.trouble.set(troubleOf(error));
    }
    if (!current()) return;
    this.loading.set(false);
    if (this.again && !this.trouble()) await this.refresh();
  }

  private settle(fresh: readonly TicketRow[], nextCursor: string | null): void {
    this.trouble.set(null);
    const before = this.rows();
    const known = new Set(before.map((row) => row.id));
    const renewed = new Map(fresh.map((row) => [row.id, row]));
    const lastKnown = fresh.findLastIndex((row) => known.has(row.id));
    this.fetched = fresh;
    if (lastKnown < 0) {
      this.rows.set(fresh);
      this.arrivals.set([]);
      this.follow(nextCursor);
      return;
    }
    const reach = nextCursor === null ? before.length : fresh.length - slack;
    const kept = before.flatMap((row, index): ListedRow[] => {
      const now = renewed.get(row.id);
      if (now) return [now];
      if (index >= reach) return [row];
      return row.id === this.reading() ? [{ ...row, left: true }] : [];
    });
    const complete = this.cursor === null;
    const below = complete ? fresh.slice(lastKnown + 1).filter((row) => !known.has(row.id)) : [];
    this.rows.set([...kept, ...below]);
    this.arrivals.set(fresh.slice(0, lastKnown).filter((row) => !known.has(row.id)));
    if (complete) this.follow(nextCursor);
  }

  private follow(cursor: string | null): void {
    this.cursor = cursor;
    this.hasMore.set(cursor !== null);
  }
}
