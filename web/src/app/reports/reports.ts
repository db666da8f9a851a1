import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
} from '@angular/core';
import type { Figure, IncidentReport } from '@felles/contracts/http';
import type { TextKey } from '@felles/i18n';
import { Paced, Realtime, Reports, type IncidentReportQuery } from '@felles/web-data';
import { Empty, FlowFigure, Loading, Moments, ProblemFace, Texts } from '@felles/web-ui';
import { Breakdown } from './breakdown';
import { casesOf, type Cases } from './cases';
import { Comparison } from './comparison';
import { Fetched } from './fetched';
import { FigureBars, type Bar } from './figure-bars';
import { KeyFigure } from './key-figure';
import { dayOrNull, periodNamed } from './period';
import { ReportFrame, spanOf } from './report-frame';
import { Stretches } from './stretch';

const ageKeys: readonly TextKey[] = [
  'reports.ages.day',
  'reports.ages.week',
  'reports.ages.month',
  'reports.ages.quarter',
  'reports.ages.older',
];

/** The incident report: how it went, with each figure leading to its cases. */
@Component({
  selector: 'felles-reports',
  imports: [
    Breakdown,
    Comparison,
    Empty,
    FigureBars,
    FlowFigure,
    KeyFigure,
    Loading,
    ProblemFace,
    ReportFrame,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './reports.html',
  styleUrl: './reports.css',
})
export class ReportsPage {
  private readonly reports = inject(Reports);
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  private readonly stretches = inject(Stretches);
  protected readonly t = this.texts.t;
  /** From the address, so that a view of the figures can be shared. */
  readonly period = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly organisationId = input<string>();
  readonly kind = input<string>();
  protected readonly fetched = new Fetched((query: IncidentReportQuery) => this.reports.incidents(query));

  protected readonly name = computed(() => periodNamed(this.period()));
  protected readonly query = computed(
    (): IncidentReportQuery => ({
      ...spanOf(this.name(), dayOrNull(this.from()), dayOrNull(this.to())),
      organisationId: this.organisationId() ?? null,
      kind: kindOf(this.kind()),
    }),
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly asOf = computed(() => {
    const report = this.fetched.report();
    return report && String(report.asOf);
  });

  protected readonly keyFigures = computed((): { name: string; value: string; leadsTo: Cases | null }[] => {
    const report = this.fetched.report();
    if (!report) return [];
    const figure = (name: string, of: Figure) => ({
      name,
      value: this.texts.number(of.count),
      leadsTo: casesOf(of),
    });
    const time = (name: string, seconds: number | null) => ({
      name,
      value: seconds === null ? this.t('reports.noneResolved') : this.moments.duration(seconds),
      leadsTo: null,
    });
    return [
      figure(this.t('reports.backlog'), report.open),
      figure(this.t('reports.opened'), report.opened),
      figure(this.t('reports.resolved'), report.resolved),
      figure(this.t('reports.reopened'), report.reopened),
      time(this.t('reports.median'), report.totals.medianSeconds),
      time(this.t('reports.p90'), report.totals.p90Seconds),
    ];
  });

  protected readonly flow = computed(() => {
    const { by, points } = this.fetched.report()?.flow ?? { by: 'day' as const, points: [] };
    return {
      pointName: this.t(`reports.flow.${by}`),
      points: points.map((point) => ({
        ...point,
        name: this.stretches.name(point.from, by),
        tick: this.stretches.tick(point.from, by),
      })),
    };
  });

  protected readonly ageBars = computed((): Bar[] =>
    (this.fetched.report()?.ages ?? []).map((figure, index) => ({
      name: this.t(ageKeys[index] ?? 'reports.none'),
      count: figure.count,
      leadsTo: casesOf(figure),
    })),
  );

  protected readonly nothing = computed(() => {
    const report = this.fetched.report();
    return report !== null && !report.opened.count && !report.resolved.count && !report.open.count;
  });

  constructor() {
    const upkeep = new Paced(() => void this.fetched.fetch(this.query(), true), 3000);
    // A figure is counted a moment after what it counts has happened: who asks at once may be too early.
    let later: ReturnType<typeof setTimeout> | undefined;
    const askTwice = () => {
      upkeep.ask();
      clearTimeout(later);
      later = setTimeout(() => upkeep.ask(), 1500);
    };
    const realtime = inject(Realtime);
    const stops = [
      realtime.on('event', (event) => event.subject.kind === 'ticket' && askTwice()),
      realtime.on('reload', () => upkeep.ask()),
    ];
    effect(() => void this.fetched.fetch(this.query()));
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(later);
      upkeep.stop();
      for (const stop of stops) stop();
    });
  }

  protected retry(): void {
    void this.fetched.fetch(this.query());
  }
}

function kindOf(text: string | undefined): IncidentReport['kind'] {
  return text === 'request' || text === 'all' ? text : 'incident';
}
