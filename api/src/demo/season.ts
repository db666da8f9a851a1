import { day, hour, wallClock } from './local-time.js';
import type { Random } from './random.js';

/** How busy each month is: school start in August, nobody home in July. */
const months = [1.15, 1.0, 0.95, 0.9, 0.95, 0.85, 0.4, 1.6, 1.2, 1.05, 1.05, 0.8];
/** Sunday first. */
const weekdays = [0.05, 1.35, 1.1, 1.05, 1.0, 0.8, 0.06];
const hours = [
  0.03, 0.02, 0.02, 0.02, 0.03, 0.1, 0.3, 1.2, 2.6, 2.5, 2.1, 1.6, 1.5, 1.6, 1.2, 0.6, 0.25, 0.15, 0.15, 0.15,
  0.15, 0.12, 0.1, 0.05,
];

/** Moments at which `count` cases are filed between two moments, in order, with the year's and the week's shape. */
export function filingMoments(
  random: Random,
  span: { from: number; to: number; count: number },
): Float64Array {
  const first = Math.floor(span.from / hour) * hour;
  const slots = Math.max(1, Math.ceil((span.to - first) / hour));
  const upTo = new Float64Array(slots);
  let sum = 0;
  for (let slot = 0; slot < slots; slot++) upTo[slot] = sum += busyness(first + slot * hour);
  const moments = new Float64Array(span.count);
  for (let i = 0; i < span.count; i++) {
    const slot = firstAtLeast(upTo, random.fraction() * sum);
    const moment = first + slot * hour + Math.floor(random.fraction() * hour);
    moments[i] = Math.min(span.to - 1, Math.max(span.from, moment));
  }
  return moments.sort();
}

function busyness(moment: number): number {
  const clock = wallClock(moment);
  const weekday = clock.getUTCDay();
  const mondayMorning = weekday === 1 && clock.getUTCHours() < 11 ? 1.4 : 1;
  const off = isHoliday(clock) ? 0.06 : 1;
  return (
    months[clock.getUTCMonth()]! * weekdays[weekday]! * hours[clock.getUTCHours()]! * mondayMorning * off
  );
}

function isHoliday(clock: Date): boolean {
  const date = (clock.getUTCMonth() + 1) * 100 + clock.getUTCDate();
  if (date === 501 || date === 517 || date >= 1223 || date <= 101) return true;
  const fromEaster = Math.floor(clock.getTime() / day) - easterDay(clock.getUTCFullYear());
  return (fromEaster >= -3 && fromEaster <= 1) || fromEaster === 39 || fromEaster === 50;
}

const easters = new Map<number, number>();

/** Days since 1970 of Easter Sunday (Gauss's rule as given by Meeus, Jones and Butcher). */
function easterDay(year: number): number {
  const known = easters.get(year);
  if (known !== undefined) return known;
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  const found = Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / day;
  easters.set(year, found);
  return found;
}

function firstAtLeast(sorted: Float64Array, wanted: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
