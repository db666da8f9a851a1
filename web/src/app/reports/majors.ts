import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { Reports, type ReportQuery } from '@felles/web-data';
import { Empty, Loading, Moments, ProblemFace, Texts } from '@felles/web-ui';
import { ChangeResults } from './change-results';
import { Fetched } from './fetched';
import { KeyFigure } from './key-figure';
import { MajorCard } from './major-card';
import { MeasuresTable } from './measures-table';
import { PatchFigure } from './patch-figure';
import { dayOrNull, periodNamed } from './period';
import { ReportFrame, spanOf } from './report-frame';

/** The major-incident report: what went badly, what was decided, and whether it is done. */
@Component({
  selector: 'felles-major-report',
  imports: [
    ChangeResults,
    Empty,
    KeyFigure,
    Loading,
    MajorCard,
    MeasuresTable,
    PatchFigure,
    ProblemFace,
    ReportFrame,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './majors.html',
  styleUrl: './reports.css',
})
export class MajorReportPage {
  private readonly reports = inject(Reports);
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  readonly period = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly organisationId = input<string>();
  protected readonly fetched = new Fetched((query: ReportQuery) => this.reports.majorIncidents(query));

  protected readonly name = computed(() => periodNamed(this.period()));
  protected readonly query = computed(
    (): ReportQuery => ({
      ...spanOf(this.name(), dayOrNull(this.from()), dayOrNull(this.to())),
      organisationId: this.organisationId() ?? null,
    }),
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly asOf = computed(() => {
    const report = this.fetched.report();
    return report && String(report.asOf);
  });
  protected readonly keyFigures = computed(() => {
    const report = this.fetched.report();
    if (!report) return [];
    const { number } = this.texts;
    return [
      { name: this.t('reports.majors.count'), value: number(report.majors.length) },
      {
        name: this.t('reports.majors.duration'),
        value:
          report.totalSeconds === 0 ? this.t('reports.noTime') : this.moments.duration(report.totalSeconds),
      },
      { name: this.t('reports.majors.openMeasures'), value: number(report.openMeasures) },
      { name: this.t('reports.majors.overdueMeasures'), value: number(report.overdueMeasures) },
    ];
  });

  constructor() {
    effect(() => void this.fetched.fetch(this.query()));
  }

  protected retry(): void {
    void this.fetched.fetch(this.query());
  }
}
