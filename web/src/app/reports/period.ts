/** A span of local calendar days, both included, ISO 8601. */
export interface Period {
  from: string;
  to: string;
}

export const periodNames = ['month', 'days30', 'tertial', 'lastTertial', 'custom'] as const;
export type PeriodName = (typeof periodNames)[number];

/** The span a name stands for today. A tertial is four months: Jan–Apr, May–Aug, Sep–Dec. */
export function periodOf(name: Exclude<PeriodName, 'custom'>, today: Date): Period {
  const year = today.getFullYear();
  const tertialStart = Math.floor(today.getMonth() / 4) * 4;
  switch (name) {
    case 'month':
      return { from: isoDay(new Date(year, today.getMonth(), 1)), to: isoDay(today) };
    case 'days30':
      return { from: isoDay(new Date(year, today.getMonth(), today.getDate() - 29)), to: isoDay(today) };
    case 'tertial':
      return { from: isoDay(new Date(year, tertialStart, 1)), to: isoDay(today) };
    case 'lastTertial':
      return {
        from: isoDay(new Date(year, tertialStart - 4, 1)),
        to: isoDay(new Date(year, tertialStart, 0)),
      };
  }
}

export function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A calendar day someone wrote in the address, else null. */
export function dayOrNull(text: string | undefined): string | null {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
