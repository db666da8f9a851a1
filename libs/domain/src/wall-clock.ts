import { wallTime } from './periods.js';

/** What a clock on the wall shows, to the minute and without a zone: `2026-03-29T03:30`, as `datetime-local` fields write it. */
export type LocalTime = string;

const minute = 60_000;
const day = 24 * 60 * minute;

export function isLocalTime(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/.test(text)) return false;
  return new Date(`${text}:00Z`).toISOString().startsWith(text);
}

export function localTimeOf(instant: Date, timeZone: string): LocalTime {
  return new Date(wallTime(instant.getTime(), timeZone)).toISOString().slice(0, 16);
}

/**
 * The instants at which a clock in this zone shows this time, in order: one as a rule, none where the clock is put forward
 * over it, two where it is put back.
 */
export function instantsAt(local: LocalTime, timeZone: string): Date[] {
  const shown = Date.parse(`${local}:00Z`);
  const ahead = [shown - day, shown + day].map((instant) => wallTime(instant, timeZone) - instant);
  return [...new Set(ahead.map((offset) => shown - offset))]
    .filter((instant) => wallTime(instant, timeZone) === shown)
    .sort((a, b) => a - b)
    .map((instant) => new Date(instant));
}

/** The instants of a window told in a zone's own time; null where an end does not exist there. */
export function windowAt(
  { from, to }: { from: LocalTime; to: LocalTime },
  timeZone: string,
): { startsAt: Date; endsAt: Date } | null {
  const startsAt = instantsAt(from, timeZone)[0];
  // Where the hour comes twice a window lasts until it is over for good.
  const endsAt = instantsAt(to, timeZone).at(-1);
  return startsAt && endsAt ? { startsAt, endsAt } : null;
}
