import { randomUUIDv7 } from 'node:crypto';
import type { Statement, Write } from '../platform/database/work.js';

/** What can come due for a ticket. */
export type TimerKind =
  'hold.wake' | 'change.start' | 'change.end' | 'major.update' | 'major.resolve_children';

interface Timer {
  organisationId: string;
  subjectId: string;
  kind: TimerKind;
}

const putTimer: Statement = {
  name: 'timer-put',
  text: `insert into timer (id, organisation_id, subject_kind, subject_id, kind, due_at) values ($1, $2, 'ticket', $3, $4, $5)
    on conflict (subject_id, kind) do update set due_at = excluded.due_at, id = excluded.id`,
};
const removeTimer: Statement = {
  name: 'timer-drop',
  text: `delete from timer where subject_id = $1 and kind = $2`,
};

/** Sets when something comes due, in the unit of work that makes it so; a later call moves it. */
export function setTimer(write: Write, timer: Timer & { dueAt: Date }): void {
  write.send(putTimer, [randomUUIDv7(), timer.organisationId, timer.subjectId, timer.kind, timer.dueAt]);
}

export function dropTimer(write: Write, timer: Pick<Timer, 'subjectId' | 'kind'>): void {
  write.send(removeTimer, [timer.subjectId, timer.kind]);
}
