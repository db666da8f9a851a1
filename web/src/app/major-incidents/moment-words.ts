import type { MajorMoment } from '@felles/contracts/http';
import type { TextKey } from '@felles/i18n';

const said = [
  'ticket.filed',
  'ticket.assigned',
  'ticket.started',
  'ticket.held',
  'ticket.woken',
  'ticket.resolved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.cancelled',
  'ticket.restricted',
  'ticket.unrestricted',
  'major.declared',
  'major.changed',
  'major.update_overdue',
  'major.children_attached',
  'major.solved_with_children',
  'major.role_given',
  'major.stood_down',
  'major.resumed',
  'major.review_written',
  'major.review_approved',
  'measure.added',
  'measure.changed',
] as const;

type Say = (key: TextKey, parameters?: Record<string, string | number>) => string;

/** One sentence for what the log says happened. */
export function momentWords(t: Say, moment: MajorMoment): string {
  const who =
    moment.actor.person?.displayName ??
    t(moment.actor.kind === 'system' ? 'common.person.system' : 'common.person.unknown');
  const what = moment.about?.displayName ?? t('common.person.none');
  const ids = moment.facts['childIds']?.[1];
  const count = Array.isArray(ids) ? ids.length : 0;
  const type = said.find((one) => one === moment.type);
  return type ? t(`majors.event.${type}`, { who, what, count }) : t('majors.event.other', { who });
}
