import type { ChangeState, Language } from '@felles/domain';
import ical, { ICalEventStatus } from 'ical-generator';
import type { Row } from './change-list.service.js';

const names: Record<Language, string> = { nb: 'Endringer', nn: 'Endringar', en: 'Changes' };
/** A change that is not approved yet may still move. */
const tentative: readonly ChangeState[] = ['assess', 'authorise'];

/** The changes as iCalendar (RFC 5545): times in UTC, one event each under an id that stays. */
export function calendarOf(
  rows: readonly Row[],
  { language, now }: { language: Language; now: Date },
): string {
  const calendar = ical({
    name: names[language],
    prodId: { company: 'Felles', product: 'Felles', language: language.toUpperCase() },
    ttl: 15 * 60,
  });
  for (const row of rows) {
    if (!row.startsAt || !row.endsAt) continue;
    calendar.createEvent({
      id: `${row.id}@felles`,
      start: row.startsAt,
      end: row.endsAt,
      stamp: now,
      lastModified: row.updatedAt,
      sequence: row.version,
      summary: `${row.number} ${row.title}`,
      description: row.organisationName,
      status: tentative.includes(row.state) ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
