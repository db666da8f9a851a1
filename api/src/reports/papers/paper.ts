import { intlLocales } from '@felles/i18n';
import type { Language } from '@felles/domain';

/** What stands in one place of a table. Numbers stay numbers: a spreadsheet goes on counting with them. */
export type Cell = string | number | null;

export interface Column {
  name: string;
  /** Right-aligned, and a number in a spreadsheet. */
  numeric?: boolean;
  /** How much of the width it takes, beside the others; 1 when left out. */
  share?: number;
}

export interface Table {
  kind: 'table';
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
}

/** Columns over time or side by side. Its numbers stand in the table that follows it. */
export interface Chart {
  kind: 'chart';
  /** What it shows, for those who do not see it. */
  alt: string;
  series: readonly string[];
  /** One on top of the other rather than side by side. */
  stacked?: boolean;
  points: readonly { tick: string; values: readonly number[] }[];
}

export interface Words {
  kind: 'words';
  /** Said before it, in bold. */
  label?: string;
  text: string;
}

export interface Section {
  heading: string;
  /** 2 under the title, 3 under a section. */
  level: 2 | 3;
  parts: readonly (Table | Chart | Words)[];
}

/** A report as it leaves the house: the same one as PDF and as a spreadsheet. */
export interface Paper {
  language: Language;
  title: string;
  /** Which days, whose, and as of when. */
  lines: readonly string[];
  sections: readonly Section[];
  /** Without an ending. */
  fileName: string;
}

/** Figures and days as the language writes them. */
export function written(language: Language) {
  const numbers = new Intl.NumberFormat(intlLocales(language), { maximumFractionDigits: 1 });
  // Node knows Nynorsk, whatever browsers do.
  const locale = language === 'en' ? 'en-GB' : language;
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const day = format({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const month = format({ month: 'long', year: 'numeric', timeZone: 'UTC' });
  const shortMonth = format({ month: 'short', year: '2-digit', timeZone: 'UTC' });
  const at = (local: string) => new Date(`${local}T00:00:00Z`);
  return {
    number: (value: number) => numbers.format(value),
    cell: (cell: Cell) => (cell === null ? '–' : typeof cell === 'number' ? numbers.format(cell) : cell),
    day: (local: string) => day.format(at(local)),
    month: (local: string) => month.format(at(local)),
    shortMonth: (local: string) => shortMonth.format(at(local)),
    shortDay: (local: string) =>
      `${Number(local.slice(8))}${language === 'en' ? '/' : '.'}${Number(local.slice(5, 7))}${language === 'en' ? '' : '.'}`,
    time: (instant: Date, zone: string) =>
      format({ dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(instant),
  };
}

/** Seconds as hours, to one decimal. */
export function hours(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds / 360) / 10;
}
