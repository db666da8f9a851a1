import { signal } from '@angular/core';
import type { TicketView } from '@felles/contracts/http';
import { Newest, Paced } from './pace.js';
import type { Stand, Tickets } from './tickets.js';
import { troubleOf, versionConflict, type Trouble, type VersionConflict } from './trouble.js';

/** How an act on a ticket ended. `null` trouble: it is done. */
export type Act<V extends TicketView = TicketView> = (stand: Stand) => Promise<V>;

/** An act that met a version newer than the one it was made against. */
export interface Stale {
  conflict: VersionConflict;
  again: () => Promise<Trouble | null>;
}

/** The ticket on screen: fetched, followed live, acted upon. */
export class OpenTicket<V extends TicketView = TicketView> {
  private readonly newest = new Newest();
  private readonly upkeep = new Paced(() => void this.refresh(), 400);
  private id: string | null = null;
  readonly ticket = signal<V | null>(null);
  readonly loading = signal(true);
  readonly trouble = signal<Trouble | null>(null);
  readonly gone = signal(false);
  readonly working = signal(false);
  readonly stale = signal<Stale | null>(null);

  constructor(private readonly client: { open(id: string): Promise<V>; seen: Tickets['seen'] }) {}

  async show(id: string): Promise<void> {
    if (id !== this.id) this.ticket.set(null);
    this.id = id;
    this.gone.set(false);
    this.stale.set(null);
    this.trouble.set(null);
    this.loading.set(true);
    await this.fetch();
    this.loading.set(false);
    this.markSeen();
  }

  async retry(): Promise<void> {
    if (this.id) await this.show(this.id);
  }

  /** Something happened to a ticket: ours is fetched again, not more often than is of use. */
  touched(id: string): void {
    if (id === this.ticket()?.id) this.upkeep.ask();
  }

  vanished(id: string): void {
    if (id !== this.ticket()?.id) return;
    this.newest.supersede();
    this.ticket.set(null);
    this.gone.set(true);
  }

  async refresh(): Promise<void> {
    if (this.id && !this.gone()) await this.fetch();
    this.markSeen();
  }

  /** Does something with the ticket as it stands. @returns what went wrong, or null. */
  async act(act: Act<V>): Promise<Trouble | null> {
    const ticket = this.ticket();
    if (!ticket) return null;
    this.working.set(true);
    try {
      const after = await act({ id: ticket.id, version: ticket.version });
      if (after.id === this.ticket()?.id) {
        this.newest.supersede();
        this.ticket.set(after);
      }
      this.stale.set(null);
      return null;
    } catch (error) {
      const trouble = troubleOf(error);
      const conflict = versionConflict(trouble);
      if (conflict) {
        await this.fetch();
        this.stale.set({ conflict, again: () => this.act(act) });
      }
      return trouble;
    } finally {
      this.working.set(false);
    }
  }

  close(): void {
    this.id = null;
    this.newest.supersede();
    this.upkeep.stop();
    this.ticket.set(null);
  }

  private async fetch(): Promise<void> {
    const id = this.id;
    if (!id) return;
    const current = this.newest.begin();
    try {
      const ticket = await this.client.open(id);
      if (!current()) return;
      this.ticket.set(ticket);
      this.trouble.set(null);
    } catch (error) {
      if (!current()) return;
      const trouble = troubleOf(error);
      const shown = this.ticket();
      if (trouble.code === 'not_found' && shown) this.vanished(shown.id);
      // A failed upkeep leaves what is shown; a problem shows only where there is nothing else.
      else if (!shown) this.trouble.set(trouble);
    }
  }

  private markSeen(): void {
    const ticket = this.ticket();
    // Reading is not worth a message when telling so fails; the next opening tells it again.
    if (ticket) void this.client.seen(ticket.id).catch(() => undefined);
  }
}
