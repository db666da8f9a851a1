import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addYears,
  instantsOf,
  daysIn,
  isLocalDay,
  isoWeekOf,
  localDayOf,
  mondayOf,
  periodBefore,
  startOfDay,
  tertialAfter,
  tertialDays,
  tertialIn,
  tertialNamed,
  tertialOf,
  wholeMonths,
  yearBefore,
} from './periods.js';

const hour = 3_600_000;
const oslo = 'Europe/Oslo';
/** Any day from 1970 to 2099. */
const anyDay = fc.integer({ min: 0, max: 47_000 }).map((count) => addDays('1970-01-01', count));
const zones = fc.constantFrom(
  oslo,
  'Arctic/Longyearbyen',
  'Europe/London',
  'UTC',
  'Asia/Kathmandu',
  'America/New_York',
);

describe('a tertial', () => {
  it('is a third of the year', () => {
    expect(tertialOf('2026-04-30')).toEqual({ year: 2026, number: 1 });
    expect(tertialOf('2026-05-01')).toEqual({ year: 2026, number: 2 });
    expect(tertialOf('2026-12-31')).toEqual({ year: 2026, number: 3 });
    expect(tertialDays({ year: 2024, number: 1 })).toEqual({ from: '2024-01-01', to: '2024-04-30' });
    expect(tertialDays({ year: 2026, number: 2 })).toEqual({ from: '2026-05-01', to: '2026-08-31' });
    expect(tertialDays({ year: 2026, number: 3 })).toEqual({ from: '2026-09-01', to: '2026-12-31' });
  });

  it('holds every day that belongs to it, and the next begins the day after', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const tertial = tertialOf(day);
        const { from, to } = tertialDays(tertial);
        expect(from <= day && day <= to).toBe(true);
        expect(tertialDays(tertialAfter(tertial)).from).toBe(addDays(to, 1));
        expect(tertialAfter(tertialAfter(tertial, -4), 4)).toEqual(tertial);
      }),
    );
  });
});

describe('a period to compare with', () => {
  it('is the tertial before, and the same one a year ago', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const tertial = tertialOf(day);
        const range = tertialDays(tertial);
        expect(periodBefore(range)).toEqual(tertialDays(tertialAfter(tertial, -1)));
        expect(yearBefore(range)).toEqual(tertialDays(tertialAfter(tertial, -3)));
        expect(tertialIn(range)).toEqual(tertial);
        expect(tertialNamed(`${tertial.year}-${tertial.number}`)).toEqual(tertial);
      }),
    );
    for (const name of ['2026-4', '2026-0', '26-1', '2026-11', '']) expect(tertialNamed(name)).toBeNull();
  });

  it('is as long as the other, and ends where it begins', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 900 }), (from, length) => {
        const range = { from, to: addDays(from, length) };
        const before = periodBefore(range);
        expect(addDays(before.to, 1)).toBe(from);
        if (!wholeMonths(range)) expect(daysIn(before)).toBe(daysIn(range));
        expect(yearBefore(range).from <= yearBefore(range).to).toBe(true);
      }),
    );
    expect(yearBefore({ from: '2024-02-01', to: '2024-02-29' })).toEqual({
      from: '2023-02-01',
      to: '2023-02-28',
    });
    expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
    });
    expect(periodBefore({ from: '2026-03-10', to: '2026-03-16' })).toEqual({
      from: '2026-03-03',
      to: '2026-03-09',
    });
  });
});

describe('the whole months in a period', () => {
  it('are what lies between its ends, if anything does', () => {
    expect(wholeMonths({ from: '2026-05-01', to: '2026-08-31' })).toEqual({
      from: '2026-05-01',
      to: '2026-09-01',
    });
    expect(wholeMonths({ from: '2026-05-02', to: '2026-08-30' })).toEqual({
      from: '2026-06-01',
      to: '2026-08-01',
    });
    expect(wholeMonths({ from: '2026-05-02', to: '2026-06-29' })).toBeNull();
  });
});

describe('a week', () => {
  it('is numbered as ISO 8601 does: 2026 has 53', () => {
    for (const [day, year, week] of [
      ['2025-12-29', 2026, 1],
      ['2026-01-04', 2026, 1],
      ['2026-12-27', 2026, 52],
      ['2026-12-28', 2026, 53],
      ['2027-01-03', 2026, 53],
      ['2027-01-04', 2027, 1],
    ] as const)
      expect([day, isoWeekOf(day)]).toEqual([day, { year, week }]);
  });

  it('has seven days, and the next one follows', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const monday = mondayOf(day);
        expect(monday <= day && day <= addDays(monday, 6)).toBe(true);
        for (let index = 0; index < 7; index++)
          expect(isoWeekOf(addDays(monday, index))).toEqual(isoWeekOf(day));
        const next = isoWeekOf(addDays(monday, 7));
        const { year, week } = isoWeekOf(day);
        expect(
          next.year === year
            ? next.week === week + 1
            : next.year === year + 1 && next.week === 1 && week >= 52,
        ).toBe(true);
      }),
    );
  });
});

describe('a day', () => {
  it('is one of the calendar, written out', () => {
    for (const day of ['2026-02-28', '2024-02-29', '1999-12-31']) expect(isLocalDay(day)).toBe(true);
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '2026-01-01T00:00:00Z', ''])
      expect(isLocalDay(text)).toBe(false);
  });

  it('comes again in another year', () => {
    expect(addYears('2026-05-17', 5)).toBe('2031-05-17');
    expect(addYears('2024-02-29', 5)).toBe('2029-03-01');
  });
});

describe('a day in a zone', () => {
  it('begins when the clock on the wall first shows it', () => {
    fc.assert(
      fc.property(anyDay, zones, (day, zone) => {
        const start = startOfDay(day, zone);
        expect(localDayOf(start, zone)).toBe(day);
        expect(localDayOf(new Date(start.getTime() - 1), zone)).toBe(addDays(day, -1));
      }),
    );
  });

  it('holds each instant in exactly one day', () => {
    const instants = fc.date({
      min: new Date('1970-01-02'),
      max: new Date('2099-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const day = localDayOf(instant, zone);
        const { from, to } = instantsOf({ from: day, to: day }, zone);
        expect(from <= instant && instant < to).toBe(true);
      }),
    );
  });

  // 29 March and 25 October
  it('is 23 and 25 hours long when the clocks change in 2026, and 24 on every other day', () => {
    const around = fc.oneof(
      fc.integer({ min: -3, max: 3 }).map((days) => addDays('2026-03-29', days)),
      fc.integer({ min: -3, max: 3 }).map((days) => addDays('2026-10-25', days)),
      fc.integer({ min: 0, max: 364 }).map((days) => addDays('2026-01-01', days)),
    );
    fc.assert(
      fc.property(around, (day) => {
        const { from, to } = instantsOf({ from: day, to: day }, oslo);
        const hours = (to.getTime() - from.getTime()) / hour;
        expect(hours).toBe(day === '2026-03-29' ? 23 : day === '2026-10-25' ? 25 : 24);
      }),
      { numRuns: 1_000 },
    );
    expect(startOfDay('2026-03-30', oslo).toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(startOfDay('2026-10-25', oslo).toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(startOfDay('2026-10-26', oslo).toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  it('begins when the clock skips past midnight where there is none', () => {
    expect(startOfDay('2026-04-24', 'Africa/Cairo').toISOString()).toBe('2026-04-23T22:00:00.000Z');
  });
});
