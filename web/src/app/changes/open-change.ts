import { DestroyRef, inject, Injectable } from '@angular/core';
import type { ChangeView } from '@felles/contracts/http';
import type { TextKey } from '@felles/i18n';
import {
  Changes,
  History,
  OpenTicket,
  Paced,
  Realtime,
  Tickets,
  type Act,
  type Trouble,
} from '@felles/web-data';
import { Texts, Toasts } from '@felles/web-ui';

/** What a done act says: `changes.done.<name>`. */
export type Done =
  | 'approve'
  | 'reject'
  | 'submit'
  | 'assess'
  | 'implement'
  | 'complete'
  | 'review'
  | 'take'
  | 'takeBack'
  | 'cancel'
  | 'note'
  | 'task';

/** The change on screen with its history, and the live line that keeps both true. */
@Injectable()
export class OpenChange {
  readonly changes = inject(Changes);
  readonly tickets = inject(Tickets);
  private readonly texts = inject(Texts);
  private readonly toasts = inject(Toasts);
  readonly open = new OpenTicket<ChangeView>({
    open: (id) => this.changes.open(id),
    seen: (id) => this.tickets.seen(id),
  });
  readonly history = new History(this.tickets);
  private readonly historyUpkeep = new Paced(() => void this.history.refresh(), 1000);
  private readonly conflictUpkeep = new Paced(() => void this.open.refresh(), 3000);

  constructor() {
    const realtime = inject(Realtime);
    const stops = [
      realtime.on('event', ({ subject, type }) => {
        if (subject.kind !== 'ticket') return;
        this.open.touched(subject.id);
        if (subject.id === this.open.ticket()?.id) this.historyUpkeep.ask();
        // Another change may have come into this one's way.
        else if (type.startsWith('change.')) this.conflictUpkeep.ask();
      }),
      realtime.on('gone', ({ id }) => this.open.vanished(id)),
      realtime.on('reload', () => {
        void this.open.refresh();
        void this.history.refresh();
      }),
    ];
    inject(DestroyRef).onDestroy(() => {
      for (const stop of stops) stop();
      this.historyUpkeep.stop();
      this.conflictUpkeep.stop();
      this.open.close();
    });
  }

  async show(id: string): Promise<void> {
    await this.open.show(id);
    const ticket = this.open.ticket();
    if (ticket) await this.history.show(ticket.id);
  }

  /** Does something with the change, and says so. @returns what went wrong, or null. */
  async act(done: Done, act: Act<ChangeView>): Promise<Trouble | null> {
    const trouble = await this.open.act(act);
    if (trouble) return trouble;
    this.toasts.say(this.texts.t(`changes.done.${done}` satisfies TextKey));
    void this.history.refresh();
    return null;
  }

  /** The same by one of the routes all tickets share, which answer with the ticket alone. */
  actByTicket(done: Done, act: Act): Promise<Trouble | null> {
    return this.act(done, async (stand) => {
      await act(stand);
      return this.changes.open(stand.id);
    });
  }
}
