import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { IncidentReport } from '@felles/contracts/http';
import { Reports, Session, type IncidentReportQuery, type ReportQuery } from '@felles/web-data';
import { Moments, Texts } from '@felles/web-ui';
import { periodOf, type Period, type PeriodName } from './period';
import { PeriodPicker } from './period-picker';

/** What every report has at its top: which one, which days, whose, and the ways to take it away. */
@Component({
  selector: 'felles-report-frame',
  imports: [PeriodPicker, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:beforeprint)': 'unfold()' },
  templateUrl: './report-frame.html',
  styleUrl: './report-frame.css',
})
export class ReportFrame {
  private readonly router = inject(Router);
  private readonly reports = inject(Reports);
  protected readonly session = inject(Session);
  protected readonly moments = inject(Moments);
  protected readonly t = inject(Texts).t;
  readonly which = input.required<'incidents' | 'major-incidents'>();
  readonly heading = input.required<string>();
  readonly name = input.required<PeriodName>();
  readonly query = input.required<ReportQuery | IncidentReportQuery>();
  /** Null where the report is not about one kind of case. */
  readonly kind = input<IncidentReport['kind'] | null>(null);
  readonly asOf = input<string | null>(null);

  protected readonly tabs = computed(() => [
    { to: '/reports', text: this.t('reports.heading'), here: this.which() === 'incidents' },
    {
      to: '/reports/major-incidents',
      text: this.t('reports.majors.heading'),
      here: this.which() === 'major-incidents',
    },
  ]);
  protected readonly pdf = computed(() => this.reports.fileOf(this.which(), 'pdf', this.query()));
  protected readonly xlsx = computed(() => this.reports.fileOf(this.which(), 'xlsx', this.query()));

  protected choose({ name, period }: { name: PeriodName; period?: Period }): void {
    const dates = period ?? { from: null, to: null };
    this.go({ period: name, ...dates });
  }

  protected go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  protected print(): void {
    window.print();
  }

  /** On paper nothing can be unfolded: every table is there. */
  protected unfold(): void {
    for (const folded of document.querySelectorAll<HTMLDetailsElement>('main details')) folded.open = true;
  }
}

/** The days an address asks for. */
export function spanOf(name: PeriodName, from: string | null, to: string | null): Period {
  if (name === 'custom' && from && to) return { from, to };
  return periodOf(name === 'custom' ? 'days30' : name, new Date());
}
