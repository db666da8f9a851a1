import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { afterWorking, atWork, day, hour, wallClockOffset } from './local-time.js';

const norway = (moment: number) =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO('Europe/Oslo');
const moment = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Oslo]`).epochMilliseconds;

describe('the demo’s clock', () => {
  it('agrees with the time zone database at every hour around the changes', () => {
    for (let year = 2015; year <= 2030; year++) {
      for (const month of [2, 9]) {
        for (let at = Date.UTC(year, month, 20); at < Date.UTC(year, month + 1, 2); at += hour)
          expect(wallClockOffset(at)).toBe(norway(at).offsetNanoseconds / 1e6);
      }
    }
  });

  it('works from Monday to Friday', () => {
    expect(norway(atWork(moment('2026-11-20T17:00'))).toString()).toMatch('2026-11-23T08:00');
    expect(norway(atWork(moment('2026-11-21T10:00'))).toString()).toMatch('2026-11-23T08:00');
    expect(norway(atWork(moment('2026-11-23T06:00'))).toString()).toMatch('2026-11-23T08:00');
    expect(norway(atWork(moment('2026-11-23T10:00'))).toString()).toMatch('2026-11-23T10:00');
  });

  it('counts working minutes over nights and weekends', () => {
    expect(norway(afterWorking(moment('2026-11-20T15:30'), 30)).toString()).toMatch('2026-11-23T08:15');
    const start = moment('2026-03-27T12:00');
    expect(afterWorking(start, 465 * 5) - start).toBe(7 * day - hour);
  });
});
