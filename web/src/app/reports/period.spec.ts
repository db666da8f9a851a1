import { casesOf } from './cases';
import { gathered } from './flow';
import { dayOrNull, isoDay, periodOf } from './period';

const day = (text: string) => new Date(`${text}T12:00:00`);

describe('a period', () => {
  it('is counted in whole local days, both included', () => {
    expect(periodOf('days30', day('2026-03-01'))).toEqual({ from: '2026-01-31', to: '2026-03-01' });
    expect(periodOf('month', day('2026-11-22'))).toEqual({ from: '2026-11-01', to: '2026-11-22' });
  });

  it('knows the tertials, also across the turn of the year', () => {
    expect(periodOf('tertial', day('2026-11-22'))).toEqual({ from: '2026-09-01', to: '2026-11-22' });
    expect(periodOf('lastTertial', day('2026-02-10'))).toEqual({ from: '2025-09-01', to: '2025-12-31' });
    expect(periodOf('lastTertial', day('2026-05-01'))).toEqual({ from: '2026-01-01', to: '2026-04-30' });
  });

  it('takes only real days from the address', () => {
    expect([dayOrNull('2026-11-22'), dayOrNull('2026-13-01'), dayOrNull('i går')]).toEqual([
      '2026-11-22',
      null,
      null,
    ]);
  });
});

describe('a figure', () => {
  it('leads to its cases in the queue it names, else in all', () => {
    expect(casesOf({ leadsTo: '?queue=open&serviceId=none' })).toEqual({
      queue: 'open',
      query: { serviceId: 'none' },
    });
    expect(casesOf({ leadsTo: 'openedFrom=2026-11-01' })).toEqual({
      queue: 'all',
      query: { openedFrom: '2026-11-01' },
    });
  });
});

describe('the flow', () => {
  const days = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      day: isoDay(new Date(2026, 0, 1 + index, 12)),
      opened: 2,
      resolved: 1,
    }));

  it('is drawn day by day while that can be read', () => {
    expect(gathered(days(31))).toMatchObject({ by: 'day', points: { length: 31 } });
  });

  it('is gathered in weeks from Mondays beyond that, losing nothing', () => {
    const { by, points } = gathered(days(122));
    expect(by).toBe('week');
    expect(points.reduce((sum, point) => sum + point.opened, 0)).toBe(244);
    expect(points[1]!.day).toBe('2026-01-05');
  });
});
