import type { EventView } from '@felles/contracts/http';
import type { TextKey } from '@felles/i18n';

/** Said as they stand. */
const plainTypes = [
  'ticket.filed',
  'ticket.assigned',
  'ticket.cancelled',
  'ticket.noted',
  'ticket.linked',
  'change.submitted',
  'change.returned',
  'change.assessed',
  'change.authorised',
  'change.rejected',
  'change.implemented',
  'change.reviewed',
  'change.task_added',
  'change.task_removed',
] as const;

interface Speech {
  t: (key: TextKey, parameters?: Record<string, string | number>) => string;
  /** The name behind an id the facts mention. */
  name: (id: unknown) => string;
}

/** One sentence for one event of a change. */
export function eventWords({ t, name }: Speech, event: EventView): string {
  const { person, kind } = event.actor;
  const who = person?.displayName ?? t(kind === 'system' ? 'common.person.system' : 'common.person.unknown');
  const after = (field: string) => event.facts[field]?.[1] ?? null;
  switch (event.type) {
    case 'change.planned':
      return t(
        event.facts['changeType']?.[0] === null
          ? 'changes.event.change.begun'
          : 'changes.event.change.planned',
        { who },
      );
    case 'change.voted':
      return t(
        after('decision') === 'approved' ? 'changes.event.change.approved' : 'changes.event.change.votedDown',
        { who },
      );
    case 'change.started':
      return person ? t('changes.event.change.started', { who }) : t('changes.event.change.startedByTime');
    case 'change.task_done':
      return t(after('doneAt') ? 'changes.event.change.task_done' : 'changes.event.change.task_undone', {
        who,
      });
    case 'change.ticked':
      return t('changes.event.change.ticked', {
        server: name(after('configurationItemId')),
        installed: Number(after('installed') ?? 0),
        failed: Number(after('failed') ?? 0),
        missing: Number(after('missing') ?? 0),
      });
  }
  const plain = plainTypes.find((type) => type === event.type);
  return t(plain ? `changes.event.${plain}` : 'changes.event.other', { who });
}
