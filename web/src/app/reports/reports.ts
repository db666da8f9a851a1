import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import { Router } from '@angular/router';
import type { DeskReport, Figure } from '@felles/contracts/http';
import type { TextKey } from '@felles/i18n';
import {
  Newest,
  Paced,
  Realtime,
  Reports,
  Session,
  troubleOf,
  type ReportQuery,
  type Trouble,
} from '@felles/web-data';
import { Empty, FlowFigure, Loading, Moments, ProblemFace, Texts } from '@felles/web-ui';
import { casesOf } from './cases';
import { FigureBars, type Bar } from './figure-bars';
import { gathered } from './flow';
import { KeyFigure } from './key-figure';
import { dayOrNull, periodNames, periodOf, type Period, type PeriodName } from './period';
import { PeriodPicker } from './period-picker';

const ageKeys: readonly TextKey[] = [
  'reports.ages.day',
  'reports.ages.week',
  'reports.ages.month',
  'reports.ages.quarter',
  'reports.ages.older',
];

/** The manager's page: how it is going, with each figure leading to its cases. */
@Component({
  selector: 'felles-reports',
  imports: [Empty, FigureBars, FlowFigure, KeyFigure, Loading, PeriodPicker, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './reports.html',
  styleUrl: './reports.css',
})
export class ReportsPage {
  private readonly reports = inject(Reports);
  private readonly router = inject(Router);
  private readonly texts = inject(Texts);
  private readonly newest = new Newest();
  protected readonly session = inject(Session);
  protected readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  protected readonly number = this.texts.number;
  /** From the address, so that a view of the figures can be shared. */
  readonly period = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly organisationId = input<string>();
  protected readonly report = signal<DeskReport | null>(null);
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly loading = signal(true);

  protected readonly name = computed(
    (): PeriodName => periodNames.find((name) => name === this.period()) ?? 'days30',
  );
  protected readonly span = computed((): Period => {
    const name = this.name();
    const [from, to] = [dayOrNull(this.from()), dayOrNull(this.to())];
    if (name === 'custom' && from && to) return { from, to };
    return periodOf(name === 'custom' ? 'days30' : name, new Date());
  });
  private readonly query = computed(
    (): ReportQuery => ({ ...this.span(), organisationId: this.organisationId() ?? null }),
    {
      equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    },
  );

  protected readonly flow = computed(() => {
    const { by, points } = gathered(this.report()?.flow ?? []);
    return {
      by,
      points: points.map((point) => ({
        ...point,
        name: this.moments.date(point.day),
        tick: this.moments.shortDate(point.day),
      })),
    };
  });
  protected readonly nothing = computed(() => {
    const report = this.report();
    return report !== null && !report.opened.count && !report.resolved.count && !report.backlog.count;
  });

  constructor() {
    const upkeep = new Paced(() => void this.fetch(this.query()), 3000);
    const realtime = inject(Realtime);
    const stops = [
      realtime.on('event', (event) => event.subject.kind === 'ticket' && upkeep.ask()),
      realtime.on('reload', () => upkeep.ask()),
    ];
    effect(() => {
      this.loading.set(true);
      void this.fetch(this.query());
    });
    inject(DestroyRef).onDestroy(() => {
      upkeep.stop();
      for (const stop of stops) stop();
    });
  }

  protected bars(figures: readonly Figure[]): Bar[] {
    return figures.map((figure) => ({
      name: figure.name
        ? this.texts.label(figure.name)
        : this.t(figure.id === 'rest' ? 'reports.rest' : 'reports.none'),
      count: figure.count,
      leadsTo: casesOf(figure),
    }));
  }

  protected ageBars(figures: readonly Figure[]): Bar[] {
    return figures.map((figure, index) => ({
      name: this.t(ageKeys[index] ?? 'reports.none'),
      count: figure.count,
      leadsTo: casesOf(figure),
    }));
  }

  protected readonly casesOf = casesOf;

  protected choose({ name, period }: { name: PeriodName; period?: Period }): void {
    const dates = period ?? { from: null, to: null };
    void this.router.navigate([], { queryParams: { period: name, ...dates }, queryParamsHandling: 'merge' });
  }

  protected chooseOrganisation(organisationId: string | null): void {
    void this.router.navigate([], { queryParams: { organisationId }, queryParamsHandling: 'merge' });
  }

  protected retry(): void {
    this.loading.set(true);
    void this.fetch(this.query());
  }

  private async fetch(query: ReportQuery): Promise<void> {
    const current = this.newest.begin();
    try {
      const report = await this.reports.desk(query);
      if (!current()) return;
      this.report.set(report);
      this.trouble.set(null);
    } catch (error) {
      // Old figures stay under the problem, so that the page never goes blank in a meeting.
      if (current()) this.trouble.set(troubleOf(error));
    }
    if (current()) this.loading.set(false);
  }
}
