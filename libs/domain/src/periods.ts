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

/** `2026-2`, the name a tertial has in an address; null for anything else. */
export function tertialNamed(name: string): Tertial | null {
  const found = /^((?:19|20|21)\d\d)-([123])$/.exec(name);
  return found && { year: Number(found[1]), number: Number(found[2]) as Tertial['number'] };
}

/** The tertial that these days are, if they are one. */
export function tertialIn(range: DayRange): Tertial | null {
  const tertial = tertialOf(range.from);
  const { from, to } = tertialDays(tertial);
  return from === range.from && to === range.to ? tertial : null;
}

/** The Monday of a day's week (ISO 8601). */
export function mondayOf(day: LocalDay): LocalDay {
  return addDays(day, -((weekday(day) + 6) % 7));
}

/** ISO 8601: a week belongs to the year its Thursday lies in, so that the first days of January can be in week 53. */
export function isoWeekOf(day: LocalDay): { year: number; week: number } {
  const thursday = addDays(mondayOf(day), 3);
  const year = Number(thursday.slice(0, 4));
  const passed = (Date.parse(`${thursday}T00:00:00Z`) - Date.UTC(year, 0, 1)) / dayMs;
  return { year, week: Math.floor(passed / 7) + 1 };
}

export function firstOfMonth(day: LocalDay): LocalDay {
  return `${day.slice(0, 7)}-01`;
}

/** The first of the month some months on. */
export function addMonths(day: LocalDay, months: number): LocalDay {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return dayOf(Date.UTC(year, month - 1 + months, 1));
}

/** How many days, both ends included. */
export function daysIn({ from, to }: DayRange): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs + 1;
}

/** The months that lie in a range as a whole: from the first of one up to, but not including, the first of another; or null. */
export function wholeMonths({ from, to }: DayRange): { from: LocalDay; to: LocalDay } | null {
  const first = from === firstOfMonth(from) ? from : addMonths(from, 1);
  const end = firstOfMonth(addDays(to, 1));
  return first < end ? { from: first, to: end } : null;
}

/** The period that ends where this one begins: as many months when it is whole months, else as many days. */
export function periodBefore(range: DayRange): DayRange {
  const to = addDays(range.from, -1);
  const months = monthsOf(range);
  return months === null
    ? { from: addDays(range.from, -daysIn(range)), to }
    : { from: addMonths(range.from, -months), to };
}

/** The same period a year before; whole months stay whole months. */
export function yearBefore(range: DayRange): DayRange {
  const months = monthsOf(range);
  const from = addYears(range.from, -1);
  return months === null
    ? { from, to: addYears(range.to, -1) }
    : { from, to: addDays(addMonths(from, months), -1) };
}

function monthsOf(range: DayRange): number | null {
  const whole = wholeMonths(range);
  if (!whole || whole.from !== range.from || whole.to !== addDays(range.to, 1)) return null;
  const count = (day: LocalDay) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return count(whole.to) - count(whole.from);
}

function weekday(day: LocalDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
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
