import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Figure, ReportRow } from '@felles/contracts/http';
import { Moments, Texts } from '@felles/web-ui';
import { casesOf } from './cases';

/** What came in and went out, one line per service, site, group or priority. The bars are drawn from the numbers beside them. */
@Component({
  selector: 'felles-breakdown',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './breakdown.html',
  styleUrl: './breakdown.css',
})
export class Breakdown {
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  protected readonly number = this.texts.number;
  readonly heading = input.required<string>();
  readonly rows = input.required<readonly ReportRow[]>();
  protected readonly lines = computed(() => {
    // The sum of the rest would dwarf what it stands beside.
    const most = Math.max(1, ...this.rows().map(({ opened }) => (opened.id === 'rest' ? 0 : opened.count)));
    return this.rows().map((row) => ({
      name: this.nameOf(row.opened),
      share: Math.min(100, (row.opened.count / most) * 100),
      opened: { count: row.opened.count, cases: casesOf(row.opened), what: this.t('reports.opened') },
      resolved: { count: row.resolved.count, cases: casesOf(row.resolved), what: this.t('reports.resolved') },
      reopened: row.resolved.count === 0 ? null : Math.round((row.reopened / row.resolved.count) * 100),
      median: this.taken(row.medianSeconds),
      p90: this.taken(row.p90Seconds),
    }));
  });

  private nameOf({ id, name }: Figure): string {
    if (name) return this.texts.label(name);
    if (id === 'rest') return this.t('reports.rest');
    return id?.toUpperCase() ?? this.t('reports.none');
  }

  private taken(seconds: number | null): string {
    return seconds === null ? this.t('reports.noTime') : this.moments.duration(seconds);
  }
}
