import type { PatchPoint } from '@felles/contracts/http';
import type { DayRange, LocalDay } from '@felles/domain';
import { stepOf, stretchesOf } from './flow.js';
import type { PatchRow } from './major-statements.js';

const fields: Record<string, Exclude<keyof PatchPoint, 'from' | 'to'>> = {
  needs_security_update: 'needsSecurityUpdate',
  needs_update: 'needsUpdate',
  up_to_date: 'upToDate',
  unknown: 'unknown',
};

/** How the servers stood at the end of each stretch of the period up to today; none while no server has reported. */
export function patchCourse(range: DayRange, rows: readonly PatchRow[], today: LocalDay): PatchPoint[] {
  if (rows.length === 0) return [];
  const stands = { needsSecurityUpdate: 0, needsUpdate: 0, upToDate: 0, unknown: 0 };
  const move = ({ status, moved }: PatchRow) => {
    const field = fields[status];
    if (field) stands[field] += moved;
  };
  rows.filter(({ day }) => day === null).forEach(move);
  const later = rows.filter(({ day }) => day !== null).sort((a, b) => (a.day! < b.day! ? -1 : 1));
  let at = 0;
  return stretchesOf(range, stepOf(range))
    .filter(({ from }) => from <= today)
    .map((stretch) => {
      for (; at < later.length && later[at]!.day! <= stretch.to; at++) move(later[at]!);
      return { ...stretch, ...stands };
    });
}
