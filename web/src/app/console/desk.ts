import { computed, DestroyRef, effect, inject, Injectable, signal } from '@angular/core';
import type { Presence } from '@felles/contracts/values';
import {
  History,
  OpenTicket,
  Problems,
  QueueCounts,
  Paced,
  Realtime,
  Session,
  TicketList,
  Tickets,
  type Act,
  type Trouble,
} from '@felles/web-data';
import { Texts, Toasts } from '@felles/web-ui';
import type { TextKey } from '@felles/i18n';
import type { ActName } from './ticket-acts';

/** What a done act says: `console.done.<name>`. */
export type Done =
  Exclude<ActName, 'circle' | 'declare' | 'problem'> | 'unlink' | 'note' | 'reply' | 'attach';

/** One agent's desk: the queue on screen, the ticket that is open, and the live line that keeps both true. */
@Injectable()
export class Desk {
  readonly tickets = inject(Tickets);
  readonly problems = inject(Problems);
  private readonly session = inject(Session);
  private readonly realtime = inject(Realtime);
  private readonly texts = inject(Texts);
  private readonly toasts = inject(Toasts);
  readonly list = new TicketList(this.tickets);
  readonly counts = new QueueCounts(this.tickets);
  readonly open = new OpenTicket(this.tickets);
  readonly history = new History(this.tickets);
  readonly writing = signal(false);
  private last: { done: Done; act: Act } | null = null;
  private readonly presence = signal<Presence | null>(null);
  private readonly listUpkeep = new Paced(() => void this.list.refresh(), 1000);
  private readonly historyUpkeep = new Paced(() => void this.history.refresh(), 1000);

  /** Colleagues at the open ticket. */
  readonly colleagues = computed(() => {
    const presence = this.presence();
    if (!presence || presence.ticketId !== this.open.ticket()?.id) return [];
    return presence.people.filter((person) => person.personId !== this.session.personId());
  });

  constructor() {
    const stops = [
      this.realtime.on('event', (event) => {
        if (event.subject.kind !== 'ticket') return;
        this.open.touched(event.subject.id);
        if (event.subject.id === this.open.ticket()?.id) this.historyUpkeep.ask();
        this.touched();
      }),
      this.realtime.on('gone', ({ id }) => {
        this.list.drop(id);
        this.open.vanished(id);
        this.counts.touched();
      }),
      this.realtime.on('presence', (presence) => this.presence.set(presence)),
      this.realtime.on('reload', () => {
        this.touched();
        void this.open.refresh();
        void this.history.refresh();
      }),
    ];
    this.counts.touched();
    // A manager reads without being announced.
    if (this.session.may('queue:work'))
      effect(() => this.realtime.attend(this.open.ticket()?.id ?? null, this.writing()));
    inject(DestroyRef).onDestroy(() => {
      for (const stop of stops) stop();
      this.listUpkeep.stop();
      this.historyUpkeep.stop();
      this.counts.stop();
      this.open.close();
      this.realtime.attend(null, false);
    });
  }

  /** Does something with the open ticket, and says so. A stale version is answered by the pane, not the caller. */
  async act(done: Done, act: Act): Promise<Trouble | null> {
    this.last = { done, act };
    const trouble = await this.open.act(act);
    if (trouble) return trouble.code === 'version_stale' ? null : trouble;
    this.toasts.say(this.texts.t(`console.done.${done}` satisfies TextKey));
    this.touched();
    void this.history.refresh();
    return null;
  }

  /** Does the last act all the same, against the case as it is now. */
  async again(): Promise<Trouble | null> {
    this.open.stale.set(null);
    return this.last && this.act(this.last.done, this.last.act);
  }

  private touched(): void {
    this.listUpkeep.ask();
    this.counts.touched();
  }
}
