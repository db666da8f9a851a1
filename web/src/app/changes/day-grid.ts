import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isoWeekOf, type LocalDay } from '@felles/domain';
import { Texts } from '@felles/web-ui';
import type { Placed } from './calendar-days';
import { Zoned } from './zoned';

/** Weeks of days, each with what stands on it: a month, or one week with room for everything. */
@Component({
  selector: 'felles-day-grid',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table [class.tall]="weeks().length === 1">
      <caption class="sr-only">
        {{
          caption()
        }}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="week">{{ t('changes.calendar.week') }}</th>
          @for (day of weeks()[0]; track day) {
            <th scope="col">{{ zoned.weekday(day) }}</th>
          }
        </tr>
      </thead>
      <tbody>
        @for (week of weeks(); track week[0]) {
          <tr>
            <th scope="row" class="week">{{ number(week[0]!) }}</th>
            @for (day of week; track day) {
              <td
                [class.other]="month() !== null && !day.startsWith(month()!)"
                [class.today]="day === today()"
              >
                <button
                  type="button"
                  class="plain"
                  [attr.aria-label]="zoned.day(day)"
                  [attr.aria-current]="day === today() ? 'date' : null"
                  (click)="chosen.emit(day)"
                >
                  {{ +day.slice(8) }}
                </button>
                <ul>
                  @for (one of shown(day); track one.change.id) {
                    <li>
                      <a
                        [routerLink]="['/changes', one.change.id]"
                        [attr.data-color]="colour(one)"
                        [class.on]="!one.opens"
                        [title]="one.change.number + ' ' + zoned.windowOf(one.change)"
                        >{{ time(one) }} {{ mark(one) }}<span dir="auto">{{ one.change.title }}</span>
                        <span class="sr-only">, {{ state(one) }}</span></a
                      >
                    </li>
                  }
                  @if (hidden(day); as count) {
                    <li>
                      <button type="button" class="plain" (click)="chosen.emit(day)">
                        {{ t('changes.calendar.more', { count }) }}
                      </button>
                    </li>
                  }
                </ul>
              </td>
            }
          </tr>
        }
      </tbody>
    </table>
  `,
  styleUrl: './day-grid.css',
})
export class DayGrid {
  protected readonly zoned = inject(Zoned);
  protected readonly t = inject(Texts).t;
  readonly days = input.required<readonly LocalDay[]>();
  readonly byDay = input.required<ReadonlyMap<LocalDay, readonly Placed[]>>();
  /** `2026-03`; days outside it are quieter. Null where every day belongs. */
  readonly month = input<string | null>(null);
  readonly caption = input.required<string>();
  readonly chosen = output<LocalDay>();
  protected readonly today = computed(() => this.zoned.today());
  protected readonly weeks = computed(() => {
    const days = this.days();
    return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  });
  private readonly room = computed(() => (this.weeks().length === 1 ? 50 : 3));

  protected number(day: LocalDay): number {
    return isoWeekOf(day).week;
  }

  protected shown(day: LocalDay): readonly Placed[] {
    return this.byDay().get(day)?.slice(0, this.room()) ?? [];
  }

  protected hidden(day: LocalDay): number {
    return Math.max(0, (this.byDay().get(day)?.length ?? 0) - this.room());
  }

  protected time({ change, opens }: Placed): string {
    return opens ? this.zoned.time(change.startsAt!, this.zoned.zoneOf(change.organisation.id)) : '…';
  }

  /** What the colour says, in words too: what cannot wait, and what is not approved yet. */
  protected mark({ change }: Placed): string {
    if (change.type === 'emergency') return `${this.t('changes.type.emergency')}: `;
    return this.colour({ change }) === 'warning' ? '(?) ' : '';
  }

  protected state({ change }: Placed): string {
    return this.t(`common.state.${change.state}`);
  }

  protected colour({ change }: Pick<Placed, 'change'>): string {
    if (change.type === 'emergency') return 'danger';
    return change.state === 'assess' || change.state === 'authorise' ? 'warning' : 'accent';
  }
}
