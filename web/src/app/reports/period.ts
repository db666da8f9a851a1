import { isLocalDay, tertialAfter, tertialDays, tertialNamed, tertialOf, type Tertial } from '@felles/domain';

/** A span of local calendar days, both included, ISO 8601. */
export interface Period {
  from: string;
  to: string;
}

export const periodNames = ['month', 'days30', 'tertial', 'lastTertial', 'custom'] as const;
/** A span that moves with the calendar, days of one's own, or a tertial by its name: `2026-2`. */
export type PeriodName = (typeof periodNames)[number] | `${number}-${Tertial['number']}`;

/** What somebody wrote in the address, or the last thirty days. */
export function periodNamed(text: string | undefined): PeriodName {
  const tertial = tertialNamed(text ?? '');
  return tertial ? nameOf(tertial) : (periodNames.find((name) => name === text) ?? 'days30');
}

export function nameOf({ year, number }: Tertial): PeriodName {
  return `${year}-${number}`;
}

/** The tertial of today and the two before it, newest first. */
export function latestTertials(today: Date): Tertial[] {
  const current = tertialOf(isoDay(today));
  return [current, tertialAfter(current, -1), tertialAfter(current, -2)];
}

/** The span a name stands for today. A tertial is four months: Jan–Apr, May–Aug, Sep–Dec. */
export function periodOf(name: Exclude<PeriodName, 'custom'>, today: Date): Period {
  const year = today.getFullYear();
  const tertial = tertialOf(isoDay(today));
  switch (name) {
    case 'month':
      return { from: isoDay(new Date(year, today.getMonth(), 1)), to: isoDay(today) };
    case 'days30':
      return { from: isoDay(new Date(year, today.getMonth(), today.getDate() - 29)), to: isoDay(today) };
    case 'tertial':
      return { from: tertialDays(tertial).from, to: isoDay(today) };
    case 'lastTertial':
      return tertialDays(tertialAfter(tertial, -1));
    default:
      return tertialDays(tertialNamed(name) ?? tertial);
  }
}

export function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A calendar day someone wrote in the address, else null. */
export function dayOrNull(text: string | undefined): string | null {
  return text && isLocalDay(text) ? text : null;
}
