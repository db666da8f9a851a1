import { describe, expect, it } from '@jest/globals';
import { momentOf, readLocalTime } from './local-times.js';

const utc = (text: string, notBefore: string | null = null) =>
  momentOf(text, notBefore === null ? null : new Date(notBefore)).toISOString();

describe('times of the file', () => {
  it('are day, month and year on a Norwegian wall', () => {
    expect(utc('05-03-2016 12:00')).toBe('2016-03-05T11:00:00.000Z');
    expect(utc('05-07-2016 12:00')).toBe('2016-07-05T10:00:00.000Z');
    expect(utc('05-07-2016 12:00:59')).toBe('2016-07-05T10:00:59.000Z');
  });

  it('move on by an hour where the clock skipped them', () => {
    expect(utc('26-03-2017 02:30')).toBe('2017-03-26T01:30:00.000Z');
  });

  it('are the first of two, unless the row before came later than that', () => {
    expect(utc('29-10-2017 02:20')).toBe('2017-10-29T00:20:00.000Z');
    expect(utc('29-10-2017 02:20', '2017-10-29T00:50:00Z')).toBe('2017-10-29T01:20:00.000Z');
    expect(utc('29-10-2017 02:20', '2017-10-29T05:00:00Z')).toBe('2017-10-29T00:20:00.000Z');
  });

  it.each([
    '31-02-2016 10:00',
    '2016-02-01 10:00',
    '01-13-2016 10:00',
    '01-01-2016 25:00',
    '1-1-2016 10:00',
    'i går',
    '?',
    '',
  ])('are not "%s"', (text) => expect(readLocalTime(text)).toBeNull());
});
