import type { Write } from '../platform/database/work.js';
import { dropTimer, setTimer } from '../tickets/index.js';
import type { Change } from './change-record.js';

/** A scheduled change begins and ends by the clock. */
export function setChangeTimers(write: Write, { ticketId, organisationId, startsAt, endsAt }: Change): void {
  const timer = { organisationId, subjectId: ticketId };
  if (startsAt) setTimer(write, { ...timer, kind: 'change.start', dueAt: startsAt });
  if (endsAt) setTimer(write, { ...timer, kind: 'change.end', dueAt: endsAt });
}

export function dropChangeTimers(write: Write, ticketId: string): void {
  dropTimer(write, { subjectId: ticketId, kind: 'change.start' });
  dropTimer(write, { subjectId: ticketId, kind: 'change.end' });
}
