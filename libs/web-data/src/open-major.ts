import { signal } from '@angular/core';
import type { MajorView, NoticeView, SuggestedChild } from '@felles/contracts/http';
import type { LiveEvent } from '@felles/contracts/values';
import type { Majors } from './majors.js';
import type { Notices } from './notices.js';
import { Newest, Paced } from './pace.js';
import { troubleOf, type Trouble } from './trouble.js';

/** The room on screen: fetched, followed live, acted in. */
export class OpenMajor {
  private readonly newest = new Newest();
  private readonly upkeep = new Paced(() => void this.refresh(), 400);
  private id: string | null = null;
  readonly major = signal<MajorView | null>(null);
  readonly notices = signal<readonly NoticeView[]>([]);
  readonly suggested = signal<readonly SuggestedChild[]>([]);
  readonly trouble = signal<Trouble | null>(null);
  readonly working = signal(false);

  constructor(
    private readonly majors: Pick<Majors, 'open' | 'suggested'>,
    private readonly noticeClient: Pick<Notices, 'list'>,
  ) {}

  async show(id: string): Promise<void> {
    if (id !== this.id) {
      this.major.set(null);
      this.notices.set([]);
      this.suggested.set([]);
    }
    this.id = id;
    this.trouble.set(null);
    await this.fetch();
  }

  /** Something happened: to the major, a child of it, a notice, or a case that may be like it. */
  heard(event: LiveEvent): void {
    if (event.subject.kind === 'ticket' || event.subject.kind === 'notice') this.upkeep.ask();
  }

  vanished(id: string): void {
    if (id === this.id) void this.refresh();
  }

  async refresh(): Promise<void> {
    if (this.id) await this.fetch();
  }

  /** Does something in the room. @returns what went wrong, or null. */
  async act(act: (major: MajorView) => Promise<unknown>): Promise<Trouble | null> {
    const major = this.major();
    if (!major || this.working()) return null;
    this.working.set(true);
    try {
      await act(major);
      await this.fetch();
      return null;
    } catch (error) {
      const trouble = troubleOf(error);
      // What somebody else did meanwhile is shown beneath the problem.
      if (trouble.status === 409) void this.fetch();
      return trouble;
    } finally {
      this.working.set(false);
    }
  }

  close(): void {
    this.id = null;
    this.newest.supersede();
    this.upkeep.stop();
  }

  private async fetch(): Promise<void> {
    const id = this.id;
    if (!id) return;
    const current = this.newest.begin();
    try {
      const [major, notices] = await Promise.all([this.majors.open(id), this.noticeClient.list(id)]);
      if (!current()) return;
      this.major.set(major);
      this.notices.set(notices);
      this.trouble.set(null);
      // Suggestions are an offer: without them the room is whole.
      const runs = major.may.includes('enter') && major.state === 'open';
      const found = runs ? await this.majors.suggested(id).catch(() => null) : { items: [] };
      if (current() && found) this.suggested.set(found.items);
    } catch (error) {
      if (!current()) return;
      const trouble = troubleOf(error);
      if (trouble.code === 'not_found') this.major.set(null);
      if (!this.major()) this.trouble.set(trouble);
    }
  }
}
