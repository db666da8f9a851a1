/** Norwegian clocks, fast enough to be asked a million times. Moments are milliseconds since 1970. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const opens = 8;
const closes = 15.75;

/** The last Sunday of that month at 01:00 UTC, when Europe changes its clocks. */
function changeover(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * day;
}

const changeovers = new Map<number, readonly [number, number]>();

/** How far the clock on the wall is ahead of UTC. */
export function wallClockOffset(moment: number): number {
  const year = new Date(moment).getUTCFullYear();
  let both = changeovers.get(year);
  if (!both) changeovers.set(year, (both = [changeover(year, 2), changeover(year, 9)]));
  return moment >= both[0] && moment < both[1] ? 2 * hour : hour;
}

/** A date whose UTC fields are what the clock on the wall shows. */
export function wallClock(moment: number): Date {
  return new Date(moment + wallClockOffset(moment));
}

/** The same time of day, or the next opening of the IT department: Monday to Friday, 08:00–15:45. */
export function atWork(moment: number): number {
  const clock = wallClock(moment);
  const today = moment - (clock.getTime() % day);
  const hours = (clock.getTime() % day) / hour;
  const weekday = clock.getUTCDay();
  if (weekday >= 1 && weekday <= 5) {
    if (hours >= opens && hours < closes) return moment;
    if (hours < opens) return today + opens * hour;
  }
  const days = weekday === 5 ? 3 : weekday === 6 ? 2 : 1;
  const next = today + days * day + opens * hour;
  // The clocks may have been changed over the weekend.
  return next + wallClockOffset(moment) - wallClockOffset(next);
}

/** So many working minutes later. */
export function afterWorking(moment: number, minutes: number): number {
  let at = atWork(moment);
  let left = minutes * minute;
  for (;;) {
    const untilClosing = closes * hour - (wallClock(at).getTime() % day);
    if (left < untilClosing) return Math.round(at + left);
    left -= untilClosing;
    at = atWork(at + untilClosing + minute);
  }
}

/** Half past eight on that day, or on the last working day before it. */
export function morning(moment: number): number {
  const clock = wallClock(moment);
  const weekday = clock.getUTCDay();
  const back = weekday === 0 ? 2 : weekday === 6 ? 1 : 0;
  const at = moment - (clock.getTime() % day) - back * day + 8.5 * hour;
  return at + wallClockOffset(moment) - wallClockOffset(at);
}
