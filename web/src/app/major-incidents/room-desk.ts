import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { MajorView } from '@felles/contracts/http';
import { Majors, Notices, OpenMajor, Realtime, type Trouble } from '@felles/web-data';
import { Texts, Toasts } from '@felles/web-ui';
import type { TextKey } from '@felles/i18n';

/** One room: the major that is open, the live line that keeps it true, and what is done in it. */
@Injectable()
export class RoomDesk {
  readonly majors = inject(Majors);
  readonly notices = inject(Notices);
  private readonly texts = inject(Texts);
  private readonly toasts = inject(Toasts);
  readonly open = new OpenMajor(this.majors, this.notices);
  /** What went wrong with the last act that has no form of its own. */
  readonly fault = signal<Trouble | null>(null);

  constructor() {
    const realtime = inject(Realtime);
    const stops = [
      realtime.on('event', (event) => this.open.heard(event)),
      realtime.on('gone', ({ id }) => this.open.vanished(id)),
      realtime.on('reload', () => void this.open.refresh()),
    ];
    inject(DestroyRef).onDestroy(() => {
      for (const stop of stops) stop();
      this.open.close();
    });
  }

  /** @returns what went wrong, or null; done, it says so. */
  async act(done: TextKey, act: (major: MajorView) => Promise<unknown>): Promise<Trouble | null> {
    const trouble = await this.open.act(act);
    if (!trouble) this.toasts.say(this.texts.t(done));
    return trouble;
  }

  /** The same for a button: what went wrong is said at the top of the room. */
  async run(done: TextKey, act: (major: MajorView) => Promise<unknown>): Promise<void> {
    this.fault.set(await this.act(done, act));
  }
}
