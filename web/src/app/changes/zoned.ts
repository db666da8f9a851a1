import { inject, Injectable } from '@angular/core';
import type { ChangeRow } from '@felles/contracts/http';
import { localDayOf, type LocalDay } from '@felles/domain';
import { intlLocales } from '@felles/i18n';
import { Catalogue } from '@felles/web-data';
import { Texts } from '@felles/web-ui';

const usual = 'Europe/Oslo';

/** Times as an organisation's own clock shows them, wherever the reader sits. */
@Injectable({ providedIn: 'root' })
export class Zoned {
  private readonly texts = inject(Texts);
  private readonly catalogue = inject(Catalogue);

  readonly zoneOf = (organisationId: string): string =>
    this.catalogue.view().organisations.find(({ id }) => id === organisationId)?.timeZone ?? usual;

  /** The zone of a calendar over all of them: that of the first. */
  readonly zone = (): string => this.catalogue.view().organisations[0]?.timeZone ?? usual;

  readonly today = (): LocalDay => localDayOf(new Date(), this.zone());

  readonly time = (iso: string, zone: string): string =>
    this.format(iso, { timeZone: zone, hour: '2-digit', minute: '2-digit' });

  /** "lørdag 28. mars 2026" */
  readonly day = (day: LocalDay, weekday: 'long' | 'short' = 'long'): string =>
    this.format(`${day}T12:00:00Z`, {
      timeZone: 'UTC',
      weekday,
      day: 'numeric',
      month: weekday,
      year: weekday === 'long' ? 'numeric' : undefined,
    });

  readonly weekday = (day: LocalDay): string =>
    this.format(`${day}T12:00:00Z`, { timeZone: 'UTC', weekday: 'short' });

  readonly month = (day: LocalDay): string =>
    this.format(`${day}T12:00:00Z`, { timeZone: 'UTC', month: 'long', year: 'numeric' });

  /** "lør. 28. mars 22:00 – søn. 29. mars 06:00", the day once where it is one. */
  readonly window = (startsAt: string, endsAt: string, zone: string): string => {
    const days = [startsAt, endsAt].map((moment) => localDayOf(new Date(moment), zone));
    const [from, to] = [this.time(startsAt, zone), this.time(endsAt, zone)];
    const year = days[0]!.slice(0, 4) === this.today().slice(0, 4) ? '' : ` ${days[0]!.slice(0, 4)}`;
    return days[0] === days[1]
      ? `${this.day(days[0]!, 'short')}${year} ${from}–${to}`
      : `${this.day(days[0]!, 'short')}${year} ${from} – ${this.day(days[1]!, 'short')} ${to}`;
  };

  readonly windowOf = (change: ChangeRow): string =>
    change.startsAt && change.endsAt
      ? this.window(change.startsAt, change.endsAt, this.zoneOf(change.organisation.id))
      : this.texts.t('changes.window.none');

  private format(iso: string, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(intlLocales(this.texts.language()), options).format(new Date(iso));
  }
}
