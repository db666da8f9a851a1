import type { MajorRef, MeasureView, PersonRef } from '@felles/contracts/http';
import { personRef } from './major-row.js';

/** A measure, from `measure x`. It is overdue when its day is over where the municipality is. */
export const measureColumns = `x.id, (select r.body from text_revision r where r.id = x.text_id) as text, ${personRef('x.owner_id')} as owner,
  to_char(x.due_on, 'YYYY-MM-DD') as "dueOn", x.done_at as "doneAt", x.version,
  x.done_at is null and x.due_on < (felles_now() at time zone coalesce((select o.time_zone from organisation o where o.id = x.organisation_id), 'Europe/Oslo'))::date as overdue`;

export interface MeasureRow {
  id: string;
  text: string | null;
  owner: PersonRef;
  dueOn: string;
  doneAt: string | Date | null;
  overdue: boolean;
  version: number;
}

export function measureView(row: MeasureRow & { major: MajorRef }): MeasureView {
  return {
    id: row.id,
    text: row.text ?? '',
    owner: row.owner,
    dueOn: row.dueOn,
    doneAt: row.doneAt === null ? null : new Date(row.doneAt).toISOString(),
    overdue: row.overdue,
    version: row.version,
    major: row.major,
  };
}
