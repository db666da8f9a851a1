import { inject, Injectable } from '@angular/core';
import type { Flow } from '@felles/contracts/http';
import { isoWeekOf } from '@felles/domain';
import { Moments, Texts } from '@felles/web-ui';

/** What days, weeks and months are called, in a table and under a chart. */
@Injectable({ providedIn: 'root' })
export class Stretches {
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);

  name(from: string, by: Flow['by']): string {
    if (by === 'day') return this.moments.date(from);
    return by === 'week' ? this.texts.t('reports.flow.weekOf', this.weekOf(from)) : this.moments.month(from);
  }

  tick(from: string, by: Flow['by']): string {
    if (by === 'day') return this.moments.shortDate(from);
    return by === 'week'
      ? this.texts.t('reports.flow.weekTick', this.weekOf(from))
      : this.moments.shortMonth(from);
  }

  /** As words: a year is not counted in thousands. */
  private weekOf(from: string): { week: string; year: string } {
    const { week, year } = isoWeekOf(from);
    return { week: String(week), year: String(year) };
  }
}
