import type { FlowDay } from '@felles/contracts/http';

/** Beyond this many days the columns would be hairs: they are gathered in weeks. */
const mostDays = 62;

export interface FlowPoint {
  day: string;
  opened: number;
  resolved: number;
}

/** The days as they are, or gathered in weeks that begin on Mondays. */
export function gathered(days: readonly FlowDay[]): { by: 'day' | 'week'; points: FlowPoint[] } {
  if (days.length <= mostDays) return { by: 'day', points: days.map((day) => ({ ...day })) };
  const points: FlowPoint[] = [];
  for (const { day, opened, resolved } of days) {
    const monday = new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
    const last = points.at(-1);
    if (!last || monday) points.push({ day, opened, resolved });
    else {
      last.opened += opened;
      last.resolved += resolved;
    }
  }
  return { by: 'week', points };
}
