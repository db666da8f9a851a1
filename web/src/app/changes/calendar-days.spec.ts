import type { ChangeRow } from '@felles/contracts/http';
import { daysOf, placed, spanOf, stepFrom } from './calendar-days';

const oslo = () => 'Europe/Oslo';
const change = (id: string, startsAt: string, endsAt: string) =>
  ({ id, startsAt, endsAt, organisation: { id: 'fjordvik', name: 'Fjordvik' } }) as ChangeRow;

describe('the days of a view', () => {
  it('are whole weeks around a month', () => {
    const march = daysOf('month', '2026-03-17');
    expect([march[0], march.at(-1), march.length]).toEqual(['2026-02-23', '2026-04-05', 42]);
    const february = daysOf('month', '2027-02-01');
    expect([february[0], february.at(-1), february.length]).toEqual(['2027-02-01', '2027-02-28', 28]);
  });

  it('are seven in a week, also over the turn of the year', () => {
    expect(daysOf('week', '2027-01-01')).toEqual([
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
    ]);
  });

  it('follow each other', () => {
    expect(stepFrom('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(stepFrom('month', '2026-01-31', -1)).toBe('2025-12-01');
    expect(stepFrom('week', '2026-01-01', 1)).toBe('2026-01-08');
  });

  it('last as long as the clock lets them', () => {
    const hours = (day: string) => {
      const { from, to } = spanOf(daysOf('week', day), oslo());
      return (Date.parse(to) - Date.parse(from)) / 3_600_000;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-06-01')]).toEqual([167, 169, 168]);
  });
});

describe('a change', () => {
  it('stands on every day its window reaches into, told in the organisation’s own time', () => {
    const night = change('night', '2026-03-28T22:30:00Z', '2026-03-29T02:00:00Z');
    const midnight = change('midnight', '2026-03-28T20:00:00Z', '2026-03-28T23:00:00Z');
    const days = placed([night, midnight], oslo);
    expect([...days.keys()].sort()).toEqual(['2026-03-28', '2026-03-29']);
    expect(days.get('2026-03-28')!.map((one) => [one.change.id, one.opens, one.closes])).toEqual([
      ['night', true, false],
      ['midnight', true, true],
    ]);
    expect(days.get('2026-03-29')!.map((one) => one.change.id)).toEqual(['night']);
  });
});
