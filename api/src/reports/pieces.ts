import { addDays, firstOfMonth, wholeMonths, type DayRange, type LocalDay } from '@felles/domain';

/** Stretches of time that figures are kept for as a whole: the grain, the first day, and the day after the last. */
export interface Pieces {
  grains: ('day' | 'month')[];
  from: LocalDay[];
  to: LocalDay[];
}

/** A period as the whole months in it and the days at its ends. */
export function piecesOf(range: DayRange): Pieces {
  const after = addDays(range.to, 1);
  const months = wholeMonths(range) ?? { from: after, to: after };
  return {
    grains: ['day', 'month', 'day'],
    from: [range.from, months.from, months.to],
    to: [months.from, months.to, after],
  };
}

/** Everything before a day. */
export function piecesBefore(day: LocalDay): Pieces {
  const month = firstOfMonth(day);
  return { grains: ['month', 'day'], from: ['0001-01-01', month], to: [month, day] };
}
