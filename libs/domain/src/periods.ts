/** A calendar day without a time or a zone, ISO 8601: `2026-03-29`. Days compare as text. */
export type LocalDay = string;

/** Both ends included. */
export interface DayRange {
  from: LocalDay;
  to: LocalDay;
}

/** A third of a year, the rhythm municipalities report in: January–April, May–August, September–December. */
export interface Tertial {
  year: number;
  number: 1 | 2 | 3;
}

const dayMs = 86_400_000;
const monthsInTertial = 4;

/** A day of the Gregorian calendar from 1900 to 2199, written out in full. */
export function isLocalDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && dayOf(midnight.getTime()) === text;
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * dayMs);
}

/** The same day some years on; 29 February becomes 1 March where there is none. */
export function addYears(day: LocalDay, years: number): LocalDay {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return dayOf(Date.UTC(year + years, month - 1, date));
}

export function tertialOf(day: LocalDay): Tertial {
  const month = Number(day.slice(5, 7));
  return { year: Number(day.slice(0, 4)), number: Math.ceil(month / monthsInTertial) as Tertial['number'] };
}

export function tertialDays({ year, number }: Tertial): DayRange {
  const firstMonth = (number - 1) * monthsInTertial;
  return {
    from: dayOf(Date.UTC(year, firstMonth, 1)),
    to: dayOf(Date.UTC(year, firstMonth + monthsInTertial, 0)),
  };
}

/** The tertial some steps later, or earlier for a negative number of steps. */
export function tertialAfter({ year, number }: Tertial, steps = 1): Tertial {
  const count = year * 3 + (number - 1) + steps;
  return { year: Math.floor(count / 3), number: ((((count % 3) + 3) % 3) + 1) as Tertial['number'] };
}

/** Which day a clock on the wall in this zone shows at an instant. @throws RangeError for an unknown zone. */
export function localDayOf(instant: Date, timeZone: string): LocalDay {
  return dayOf(wallTime(instant.getTime(), timeZone));
}

/**
 * The instant a day begins in a zone. Where the clock skips midnight, the moment it skips to; where midnight comes
 * twice, the first.
 */
export function startOfDay(day: LocalDay, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // What the zone is ahead of UTC well before and well after; a change of the clock lies between the two.
  const ahead = [midnight - dayMs, midnight + dayMs].map((instant) => wallTime(instant, timeZone) - instant);
  const candidates = ahead.map((offset) => midnight - offset).sort((a, b) => a - b);
  const exact = candidates.find((instant) => wallTime(instant, timeZone) === midnight);
  return new Date(exact ?? midnight - ahead[0]!);
}

/** The instants a range of days covers: from the first, up to but not including the second. */
export function instantsOf({ from, to }: DayRange, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(from, timeZone), to: startOfDay(addDays(to, 1), timeZone) };
}

function dayOf(utc: number): LocalDay {
  return new Date(utc).toISOString().slice(0, 10);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows, as if it were UTC, to the second. */
export function wallTime(instant: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  const parts = Object.fromEntries(
    clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second);
}
