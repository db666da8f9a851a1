import { formatDate } from '@angular/common';
import { inject, Injectable, signal } from '@angular/core';
import { dateLocale } from '@felles/i18n';
import { Texts } from './texts.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Times as people say them, in the reader's language and time zone. */
@Injectable({ providedIn: 'root' })
export class Moments {
  private readonly texts = inject(Texts);
  /** The present, moving once every half minute. */
  readonly now = signal(Date.now());

  constructor() {
    setInterval(() => this.now.set(Date.now()), minute / 2);
  }

  /** "nå", "12 min", "3 t", "i går", "3. mars". */
  readonly since = (iso: string): string => {
    const at = Date.parse(iso);
    const past = this.now() - at;
    const { t } = this.texts;
    if (past < minute) return t('common.time.now');
    if (past < 60 * minute) return t('common.time.minutes', { count: Math.floor(past / minute) });
    if (this.daysAgo(at) === 0) return t('common.time.hours', { count: Math.floor(past / (60 * minute)) });
    if (this.daysAgo(at) === 1) return t('common.time.yesterday');
    return this.format(iso, this.sameYear(at) ? 'd. MMM' : 'd. MMM y');
  };

  /** "i dag 08:14", "i går 16:02", "3. mars 08:14". */
  readonly exact = (iso: string): string => {
    const at = Date.parse(iso);
    const time = this.format(iso, 'HH:mm');
    const ago = this.daysAgo(at);
    const { t } = this.texts;
    if (ago === 0) return t('common.time.today', { time });
    if (ago === 1) return t('common.time.yesterdayAt', { time });
    if (ago === -1) return t('common.time.tomorrow', { time });
    return this.format(iso, this.sameYear(at) ? 'd. MMM HH:mm' : 'd. MMM y HH:mm');
  };

  readonly time = (iso: string): string => this.format(iso, 'HH:mm');

  /** "laurdag 21. november 2026 kl. 08:14" */
  readonly full = (iso: string): string => this.format(iso, 'EEEE d. MMMM y HH:mm');

  readonly date = (iso: string): string => this.format(iso, 'd. MMM y');

  readonly shortDate = (iso: string): string => this.format(iso, 'd.M.');

  /** "november 2026" */
  readonly month = (iso: string): string => this.format(iso, 'MMMM y');

  readonly shortMonth = (iso: string): string => this.format(iso, 'MMM yy');

  /** "3 timer", "2 døgn": one unit, rounded. */
  readonly duration = (seconds: number): string => {
    const { t } = this.texts;
    if (seconds < 90 * 60)
      return t('common.duration.minutes', { count: Math.max(1, Math.round(seconds / 60)) });
    if (seconds < 36 * 3600) return t('common.duration.hours', { count: Math.round(seconds / 3600) });
    return t('common.duration.days', { count: Math.round(seconds / 86_400) });
  };

  private format(iso: string, pattern: string): string {
    const language = this.texts.language();
    // Norwegian writes the day as an ordinal ("3. mars"), English does not.
    const ours = language === 'en' ? pattern.replace('d.M.', 'd/M').replace('d. ', 'd ') : pattern;
    return formatDate(iso, ours, dateLocale(language));
  }

  private daysAgo(at: number): number {
    const start = (time: number) => new Date(time).setHours(0, 0, 0, 0);
    return Math.round((start(this.now()) - start(at)) / day);
  }

  private sameYear(at: number): boolean {
    return new Date(at).getFullYear() === new Date(this.now()).getFullYear();
  }
}
