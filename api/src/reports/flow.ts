import type { Flow, FlowPoint } from '@felles/contracts/http';
import {
  addDays,
  addMonths,
  daysIn,
  firstOfMonth,
  mondayOf,
  wholeMonths,
  type DayRange,
  type LocalDay,
} from '@felles/domain';

export type Step = Flow['by'];

/** Beyond this many days, columns would be hairs: they are gathered in weeks, and beyond this many weeks in months. */
const mostDays = 62;
const mostWeeks = 54;

/** How finely a period is told. Months only where it is whole months, so that none is cut. */
export function stepOf(range: DayRange): Step {
  const days = daysIn(range);
  if (days <= mostDays) return 'day';
  return days <= mostWeeks * 7 || !coversMonths(range) ? 'week' : 'month';
}

function coversMonths(range: DayRange): boolean {
  const months = wholeMonths(range);
  return months !== null && months.from === range.from && months.to === addDays(range.to, 1);
}

/** The stretches a period falls into. A week begins on Monday (ISO 8601), the first and the last may be cut. */
export function stretchesOf(range: DayRange, step: Step): DayRange[] {
  const stretches: DayRange[] = [];
  for (let from = range.from; from <= range.to;) {
    const next = nextAfter(from, step);
    const to = next > range.to ? range.to : addDays(next, -1);
    stretches.push({ from, to });
    from = next;
  }
  return stretches;
}

function nextAfter(day: LocalDay, step: Step): LocalDay {
  if (step === 'day') return addDays(day, 1);
  return step === 'week' ? addDays(mondayOf(day), 7) : addMonths(firstOfMonth(day), 1);
}

interface Moved {
  day: LocalDay;
  opened: number;
  resolved: number;
  entered: number;
  departed: number;
}

export interface Course {
  /** How many were open when it began. */
  open: number;
  /** What comes after it has not happened yet and is left out. */
  today: LocalDay;
}

/** Every stretch of the period up to today, also those in which nothing happened. */
export function flowOf(range: DayRange, rows: readonly Moved[], { open, today }: Course): Flow {
  const by = stepOf(range);
  const sorted = [...rows].sort((a, b) => (a.day < b.day ? -1 : 1));
  let at = 0;
  const begun = stretchesOf(range, by).filter(({ from }) => from <= today);
  const points = begun.map(({ from, to }): FlowPoint => {
    const point = { from, to, opened: 0, resolved: 0, open: 0 };
    for (; at < sorted.length && sorted[at]!.day <= to; at++) {
      const { opened, resolved, entered, departed } = sorted[at]!;
      point.opened += opened;
      point.resolved += resolved;
      open += entered - departed;
    }
    return { ...point, open };
  });
  return { by, points };
}
