import { casesOf } from './cases';
import { dayOrNull, latestTertials, nameOf, periodNamed, periodOf } from './period';

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

  it('is a whole tertial when it is called by its name, also one that is not over', () => {
    expect(periodOf('2026-3', day('2026-11-22'))).toEqual({ from: '2026-09-01', to: '2026-12-31' });
    expect(latestTertials(day('2026-01-15')).map(nameOf)).toEqual(['2026-1', '2025-3', '2025-2']);
    expect(['2026-2', 'month', '2026-4', undefined].map(periodNamed)).toEqual([
      '2026-2',
      'month',
      'days30',
      'days30',
    ]);
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
