import type { EventView } from '@felles/contracts/http';
import { fieldName, value, type Speech } from './fact-words';

/** One sentence for one event. */
export function eventWords(speech: Speech, event: EventView): string {
  const { t } = speech;
  const who =
    event.actor.person?.displayName ??
    t(event.actor.kind === 'system' ? 'common.person.system' : 'common.person.unknown');
  const after = (field: string) => event.facts[field]?.[1] ?? null;
  switch (event.type) {
    case 'ticket.changed': {
      const what = Object.keys(event.facts).map((field) => fieldName(speech, field).toLocaleLowerCase());
      const changed = what.length
        ? what
        : Object.keys(event.texts).map((field) => fieldName(speech, field).toLocaleLowerCase());
      return t('console.event.ticket.changed', { who, what: [...new Set(changed)].join(', ') });
    }
    case 'ticket.assigned':
      return assignment(speech, event, who);
    case 'ticket.held':
      return t('console.event.ticket.held', { who, what: value(speech, 'holdReason', after('holdReason')) });
    case 'ticket.woken':
      return event.actor.person
        ? t('console.event.ticket.woken', { who })
        : t('console.event.ticket.wokenByTime');
    case 'ticket.resolved':
      return t('console.event.ticket.resolved', {
        who,
        what: value(speech, 'resolutionCode', after('resolutionCode')),
      });
    case 'ticket.replied':
      return t(after('forced') ? 'console.event.ticket.repliedForced' : 'console.event.ticket.replied', {
        who,
      });
    default:
      return t(plain(event.type) ? `console.event.${event.type}` : 'console.event.unknown', { who });
  }
}

function assignment(speech: Speech, event: EventView, who: string): string {
  const assignee = event.facts['assigneeId']?.[1] ?? null;
  const group = event.facts['groupId']?.[1] ?? null;
  if (assignee && assignee === event.actor.person?.id) return speech.t('console.event.ticket.taken', { who });
  if (!assignee && !group) return speech.t('console.event.ticket.released', { who });
  const parts = [group && value(speech, 'groupId', group), assignee && value(speech, 'assigneeId', assignee)];
  return speech.t('console.event.ticket.assigned', { who, what: parts.filter(Boolean).join(', ') });
}

const plainTypes = [
  'ticket.filed',
  'ticket.started',
  'ticket.stopped',
  'ticket.reopened',
  'ticket.closed',
  'ticket.cancelled',
  'ticket.noted',
  'ticket.attached',
  'ticket.restricted',
  'ticket.unrestricted',
  'ticket.linked',
  'ticket.unlinked',
  'ticket.watched',
  'ticket.unwatched',
  'ticket.recorded',
  'problem.started',
  'problem.stopped',
  'problem.diagnosed',
  'major.declared',
  'major.withdrawn',
  'major.changed',
  'major.update_overdue',
  'major.children_attached',
  'major.solved_with_children',
  'major.stood_down',
  'major.resumed',
  'major.entered',
  'major.role_given',
  'major.review_written',
  'major.review_approved',
  'measure.added',
  'measure.changed',
] as const;

function plain(type: string): type is (typeof plainTypes)[number] {
  return (plainTypes as readonly string[]).includes(type);
}
