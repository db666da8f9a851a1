import { ChangeDetectionStrategy, Component, DestroyRef, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MajorRow, MeasureView } from '@felles/contracts/http';
import { Majors, Newest, Paced, Realtime, troubleOf, type Trouble } from '@felles/web-data';
import { Empty, Loading, Moments, ProblemFace, Texts, When } from '@felles/web-ui';
import { MajorMarks } from './major-marks';
import { UpdateClock } from './update-clock';

const views = { open: 'open', after: 'stood_down,review', approved: 'approved', all: '' } as const;
type View = keyof typeof views;

/** Majors, newest first, and what is still to be done after them. */
@Component({
  selector: 'felles-major-list',
  imports: [Empty, Loading, MajorMarks, ProblemFace, RouterLink, UpdateClock, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './major-list.html',
  styleUrl: './major-list.css',
})
export class MajorList {
  private readonly client = inject(Majors);
  private readonly texts = inject(Texts);
  private readonly newest = new Newest();
  protected readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  protected readonly names = Object.keys(views) as View[];
  protected readonly view = signal<View>('all');
  protected readonly rows = signal<readonly MajorRow[] | null>(null);
  protected readonly measures = signal<readonly MeasureView[]>([]);
  protected readonly cursor = signal<string | null>(null);
  protected readonly trouble = signal<Trouble | null>(null);

  constructor() {
    const realtime = inject(Realtime);
    const upkeep = new Paced(() => void this.fetch(this.view()), 1000);
    const stops = [
      realtime.on('event', (event) => event.subject.kind === 'ticket' && upkeep.ask()),
      realtime.on('reload', () => upkeep.ask()),
    ];
    effect(() => void this.fetch(this.view()));
    inject(DestroyRef).onDestroy(() => {
      upkeep.stop();
      for (const stop of stops) stop();
    });
  }

  protected viewName(view: View): string {
    return this.t(`majors.list.${view}`);
  }

  protected servicesOf(row: MajorRow): string {
    return row.services.map(({ name }) => this.texts.label(name)).join(', ');
  }

  protected retry(): void {
    void this.fetch(this.view());
  }

  protected async more(): Promise<void> {
    const cursor = this.cursor();
    if (!cursor) return;
    const current = this.newest.begin();
    try {
      const state: Record<string, string> = views[this.view()] ? { state: views[this.view()] } : {};
      const page = await this.client.list({ ...state, cursor });
      if (!current()) return;
      this.rows.update((rows) => [...(rows ?? []), ...page.items]);
      this.cursor.set(page.nextCursor);
    } catch (error) {
      this.trouble.set(troubleOf(error));
    }
  }

  private async fetch(view: View): Promise<void> {
    const current = this.newest.begin();
    try {
      const state: Record<string, string> = views[view] ? { state: views[view] } : {};
      const [page, measures] = await Promise.all([
        this.client.list(state),
        this.client.measures({ state: 'open', limit: '20' }),
      ]);
      if (!current()) return;
      this.rows.set(page.items);
      this.cursor.set(page.nextCursor);
      this.measures.set(measures.items);
      this.trouble.set(null);
    } catch (error) {
      // What is shown stays beneath the problem.
      if (current()) this.trouble.set(troubleOf(error));
    }
  }
}
