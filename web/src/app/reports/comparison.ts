import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { IncidentReport, Totals } from '@felles/contracts/http';
import { Moments, Texts } from '@felles/web-ui';

/** The period's sums beside those of the period before and of the same one a year ago. */
@Component({
  selector: 'felles-comparison',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="t('reports.compare')">
      <table class="ds-table">
        <caption>
          {{
            t('reports.compare')
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ t('reports.compare.what') }}</th>
            @for (column of columns(); track column.name) {
              <th scope="col">
                {{ column.name }}<span class="hint">{{ column.days }}</span>
              </th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.name) {
            <tr>
              <th scope="row">{{ row.name }}</th>
              @for (value of row.values; track $index) {
                <td>{{ value }}</td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    .scroll {
      overflow-x: auto;
    }
    table {
      width: 100%;
    }
    caption {
      padding-bottom: 0.5rem;
      text-align: start;
      font-weight: 600;
      font-size: 1rem;
    }
    .ds-table td,
    .ds-table th + th {
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    tbody th {
      font-weight: 400;
    }
    .hint {
      display: block;
      font-weight: 400;
      white-space: nowrap;
    }
  `,
})
export class Comparison {
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  readonly report = input.required<IncidentReport>();

  private readonly periods = computed(() => {
    const { totals, before, yearBefore } = this.report();
    return [totals, before, yearBefore];
  });
  protected readonly columns = computed(() =>
    (['now', 'before', 'yearBefore'] as const).map((which, index) => {
      const { from, to } = this.periods()[index]!;
      const { moments } = this;
      return {
        name: this.t(`reports.compare.${which}`),
        days: this.t('reports.range', { from: moments.date(from), to: moments.date(to) }),
      };
    }),
  );
  protected readonly rows = computed(() => {
    const { number } = this.texts;
    const row = (name: string, value: (of: Totals) => string) => ({
      name,
      values: this.periods().map(value),
    });
    return [
      row(this.t('reports.opened'), (of) => number(of.opened)),
      row(this.t('reports.resolved'), (of) => number(of.resolved)),
      row(this.t('reports.reopenedShare'), (of) => this.share(of)),
      row(this.t('reports.cancelled'), (of) => number(of.cancelled)),
      row(this.t('reports.openAtStart'), (of) => number(of.openAtStart)),
      row(this.t('reports.openAtEnd'), (of) => number(of.openAtEnd)),
      row(this.t('reports.median'), (of) => this.taken(of.medianSeconds)),
      row(this.t('reports.p90'), (of) => this.taken(of.p90Seconds)),
    ];
  });

  private share({ reopened, resolved }: Totals): string {
    if (resolved === 0) return this.t('reports.noTime');
    return this.t('reports.percent', { share: Math.round((reopened / resolved) * 1_000) / 10 });
  }

  private taken(seconds: number | null): string {
    return seconds === null ? this.t('reports.noTime') : this.moments.duration(seconds);
  }
}
