import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { changeStates, isLocalDay, type ChangeState } from '@felles/domain';
import { Catalogue, Session, type ChangeListQuery } from '@felles/web-data';
import { commandKey, Empty, Icon, icons, Loading, ProblemFace, Texts } from '@felles/web-ui';
import { Agenda } from './agenda';
import { calendarViews, daysOf, placed, spanOf, stepFrom, type CalendarView } from './calendar-days';
import { ChangeKeys } from './change-keys';
import { ChangeLine } from './change-line';
import { ChangeLists } from './change-lists';
import { DayGrid } from './day-grid';
import { FeedDialog } from './feed-dialog';
import { Zoned } from './zoned';

const whoses = ['', 'approval', 'assigned', 'filed'] as const;

/** What is to be done to the desk's things and when: as a calendar, or as a list. */
@Component({
  selector: 'felles-changes',
  imports: [
    Agenda,
    ChangeKeys,
    ChangeLine,
    DayGrid,
    Empty,
    FeedDialog,
    Icon,
    Loading,
    ProblemFace,
    RouterLink,
  ],
  providers: [ChangeLists],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'command($event)' },
  templateUrl: './changes.html',
  styleUrl: './changes.css',
})
export class ChangesPage {
  private readonly router = inject(Router);
  private readonly zoned = inject(Zoned);
  private readonly catalogue = inject(Catalogue);
  protected readonly session = inject(Session);
  protected readonly lists = inject(ChangeLists);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  protected readonly views = calendarViews;
  protected readonly whoses = whoses;
  protected readonly states = changeStates;
  /** From the address, so that what is shown can be shared. */
  readonly viewAsked = input<string | undefined>(undefined, { alias: 'view' });
  readonly dayAsked = input<string | undefined>(undefined, { alias: 'day' });
  readonly mine = input<string>();
  readonly state = input<string>();
  protected readonly subscribing = signal(false);
  protected readonly showKeys = signal(false);

  protected readonly view = computed(
    (): CalendarView => calendarViews.find((view) => view === this.viewAsked()) ?? 'month',
  );
  protected readonly day = computed(() => {
    const asked = this.dayAsked();
    return asked && isLocalDay(asked) ? asked : this.zoned.today();
  });
  protected readonly days = computed(() => daysOf(this.view(), this.day()));
  protected readonly byDay = computed(() => placed(this.lists.items(), this.zoned.zoneOf));
  protected readonly heading = computed(() => {
    const days = this.days();
    if (this.view() === 'month') return this.zoned.month(this.day());
    return `${this.zoned.day(days[0]!, 'short')} – ${this.zoned.day(days.at(-1)!, 'short')}`;
  });
  protected readonly query = computed((): ChangeListQuery => ({
    ...(this.mine() ? { mine: this.mine() } : {}),
    ...(this.state() ? { state: this.state() } : {}),
  }));

  constructor() {
    // Without the catalogue the zone is the usual one, and the page is no worse than that.
    void this.catalogue.load().catch(() => undefined);
    effect(() => {
      const list = this.view() === 'list' ? this.query() : null;
      const span = list ? null : spanOf(this.days(), this.zoned.zone());
      untracked(() => void (list ? this.lists.showList(list) : this.lists.showSpan(span!)));
    });
  }

  protected viewName = (view: CalendarView) => this.t(`changes.view.${view}`);
  protected stateName = (state: ChangeState) => this.t(`common.state.${state}`);
  protected whoseName = (whose: (typeof whoses)[number]) => this.t(`changes.filter.${whose || 'all'}`);

  protected go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  protected step(step: 1 | -1): void {
    this.go({ day: stepFrom(this.view(), this.day(), step) });
  }

  protected command(event: KeyboardEvent): void {
    const key = commandKey(event);
    if (key === null) return;
    const calendar = this.view() !== 'list';
    const view = { m: 'month', u: 'week', a: 'agenda', l: 'list' }[key];
    if (view) this.go({ view });
    else if (key === 'n' && this.session.may('change:file')) void this.router.navigate(['/changes/new']);
    else if (key === 'j' && calendar) this.step(1);
    else if (key === 'k' && calendar) this.step(-1);
    else if (key === 'i' && calendar) this.go({ day: null });
    else if (key === '?') this.showKeys.set(true);
    else return;
    event.preventDefault();
  }
}
