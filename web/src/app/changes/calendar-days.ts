import type { ChangeRow } from '@felles/contracts/http';
import { addDays, localDayOf, mondayOf, startOfDay, type LocalDay } from '@felles/domain';

export const calendarViews = ['month', 'week', 'agenda', 'list'] as const;
export type CalendarView = (typeof calendarViews)[number];

/** How far an agenda looks ahead, in days. */
export const agendaDays = 28;

/** The days a view shows: whole weeks for a month, so that every row is seven days. */
export function daysOf(view: CalendarView, day: LocalDay): LocalDay[] {
  if (view === 'week') return run(mondayOf(day), 7);
  if (view !== 'month') return run(day, agendaDays);
  const first = mondayOf(`${day.slice(0, 8)}01`);
  const next = monthAfter(day, 1);
  const days: LocalDay[] = [];
  for (let one = first; one < next || days.length % 7 > 0; one = addDays(one, 1)) days.push(one);
  return days;
}

/** The day a step forward or back leads to. */
export function stepFrom(view: CalendarView, day: LocalDay, step: 1 | -1): LocalDay {
  if (view === 'month') return monthAfter(day, step);
  return addDays(day, step * (view === 'week' ? 7 : agendaDays));
}

/** The instants from the first day's beginning up to the last one's end. */
export function spanOf(days: readonly LocalDay[], timeZone: string): { from: string; to: string } {
  return {
    from: startOfDay(days[0]!, timeZone).toISOString(),
    to: startOfDay(addDays(days.at(-1)!, 1), timeZone).toISOString(),
  };
}

/** A change on one of the days its window reaches into. */
export interface Placed {
  change: ChangeRow;
  /** Whether its window opens and closes on this day. */
  opens: boolean;
  closes: boolean;
}

/** What stands on each day. A window that ends at midnight does not reach into the day that begins then. */
export function placed(
  changes: readonly ChangeRow[],
  zoneOf: (organisationId: string) => string,
): Map<LocalDay, Placed[]> {
  const byDay = new Map<LocalDay, Placed[]>();
  for (const change of changes) {
    if (!change.startsAt || !change.endsAt) continue;
    const zone = zoneOf(change.organisation.id);
    const first = localDayOf(new Date(change.startsAt), zone);
    const last = localDayOf(new Date(Date.parse(change.endsAt) - 1), zone);
    for (let day = first; day <= last; day = addDays(day, 1)) {
      const there = byDay.get(day) ?? [];
      there.push({ change, opens: day === first, closes: day === last });
      byDay.set(day, there);
    }
  }
  return byDay;
}

function run(from: LocalDay, count: number): LocalDay[] {
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

/** The first of the month so many months later. */
function monthAfter(day: LocalDay, months: number): LocalDay {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
