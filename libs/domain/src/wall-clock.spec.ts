import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantsAt, isLocalTime, localTimeOf, windowAt } from './wall-clock.js';

const oslo = 'Europe/Oslo';
const iso = (instants: Date[]) => instants.map((instant) => instant.toISOString());
const anyMinute = fc.integer({ min: 0, max: 60_000_000 }).map((minutes) => new Date(minutes * 60_000));
const zones = fc.constantFrom(oslo, 'Europe/London', 'UTC', 'Asia/Kathmandu', 'America/New_York');

describe('a time on the wall', () => {
  it('comes once as a rule, never when the clock is put forward, twice when it is put back', () => {
    expect(iso(instantsAt('2026-03-29T01:59', oslo))).toEqual(['2026-03-29T00:59:00.000Z']);
    expect(instantsAt('2026-03-29T02:30', oslo)).toEqual([]);
    expect(iso(instantsAt('2026-03-29T03:00', oslo))).toEqual(['2026-03-29T01:00:00.000Z']);
    expect(iso(instantsAt('2026-10-25T02:30', oslo))).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
    expect(iso(instantsAt('2026-10-25T03:00', oslo))).toEqual(['2026-10-25T02:00:00.000Z']);
  });

  it('is among the times of the instant it was read at, anywhere', () => {
    fc.assert(
      fc.property(anyMinute, zones, (instant, zone) => {
        const local = localTimeOf(instant, zone);
        expect(isLocalTime(local)).toBe(true);
        expect(iso(instantsAt(local, zone))).toContain(instant.toISOString());
      }),
    );
  });

  it('is a time of the calendar', () => {
    for (const odd of ['2026-02-30T10:00', '2026-03-29', '2026-03-29T24:00', '2026-03-29T02:30Z', ''])
      expect([odd, isLocalTime(odd)]).toEqual([odd, false]);
  });
});

describe('a window', () => {
  it('lasts as long as it does, not as long as the clock shows', () => {
    const hours = (from: string, to: string) => {
      const window = windowAt({ from, to }, oslo);
      return window && (window.endsAt.getTime() - window.startsAt.getTime()) / 3_600_000;
    };
    expect(hours('2026-03-28T22:00', '2026-03-29T06:00')).toBe(7);
    expect(hours('2026-10-24T22:00', '2026-10-25T06:00')).toBe(9);
    expect(hours('2026-10-25T02:00', '2026-10-25T02:30')).toBe(1.5);
    expect(hours('2026-03-29T02:30', '2026-03-29T04:00')).toBeNull();
  });
});
