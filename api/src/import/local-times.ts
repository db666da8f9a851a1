import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/Oslo';
const shape = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2})(?::(\d{2}))?$/;

/** `29-02-2016 01:16`: day, month, year and the clock on the wall. @returns null when there is no such time. */
export function readLocalTime(text: string): Temporal.PlainDateTime | null {
  const match = shape.exec(text);
  if (!match) return null;
  const [day, month, year, hour, minute, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  try {
    return Temporal.PlainDateTime.from(
      { year: year!, month: month!, day: day!, hour, minute, second },
      { overflow: 'reject' },
    );
  } catch (error) {
    // a 30th of February, a 25th hour
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * The moment a Norwegian wall clock showed this. A time skipped in spring is taken as the clock would have shown it an
 * hour on; one that came twice in autumn is the first of them, unless that would be before `notBefore` and the
 * second would not.
 */
export function momentOf(text: string, notBefore: Date | null): Date {
  const local = readLocalTime(text);
  if (!local) throw new Error(`no time: ${text}`);
  const at = (disambiguation: 'compatible' | 'later') =>
    local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
  const [first, second] = [at('compatible'), at('later')];
  const bound = notBefore?.getTime() ?? -Infinity;
  return new Date(first < bound && second >= bound ? second : first);
}
