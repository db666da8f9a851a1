import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { LocalDay } from '@felles/domain';
import { Empty, Texts } from '@felles/web-ui';
import type { Placed } from './calendar-days';
import { ChangeLine } from './change-line';
import { Zoned } from './zoned';

/** Day after day what begins on it; days without anything are left out. */
@Component({
  selector: 'felles-agenda',
  imports: [ChangeLine, Empty],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (day of busy(); track day.day) {
      <section [attr.aria-labelledby]="'agenda-' + day.day">
        <h2 [id]="'agenda-' + day.day">{{ zoned.day(day.day) }}</h2>
        @for (change of day.changes; track change.id) {
          <felles-change-line [change]="change" />
        }
      </section>
    } @empty {
      <felles-empty [heading]="t('changes.empty.calendar')" [detail]="t('changes.empty.calendarDetail')" />
    }
  `,
  styles: `
    h2 {
      margin: 1.25rem 0 0.25rem;
      font-size: 0.875rem;
      font-weight: 600;
    }
    h2::first-letter {
      text-transform: uppercase;
    }
  `,
})
export class Agenda {
  protected readonly zoned = inject(Zoned);
  protected readonly t = inject(Texts).t;
  readonly days = input.required<readonly LocalDay[]>();
  readonly byDay = input.required<ReadonlyMap<LocalDay, readonly Placed[]>>();
  protected readonly busy = computed(() => {
    const [first] = this.days();
    return this.days().flatMap((day) => {
      // What has begun before is told on the first day shown.
      const there = (this.byDay().get(day) ?? []).filter(({ opens }) => opens || day === first);
      return there.length > 0 ? [{ day, changes: there.map(({ change }) => change) }] : [];
    });
  });
}
