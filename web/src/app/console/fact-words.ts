import type { EventView, TicketAt } from '@felles/contracts/http';
import {
  channels,
  holdReasons,
  levels,
  priorities,
  resolutionCodes,
  ticketKinds,
  ticketStates,
  type Label,
} from '@felles/domain';
import type { TextKey } from '@felles/i18n';

/** How events are said: the reader's texts, labels and times, and the names the facts mention. */
export interface Speech {
  t: (key: TextKey, parameters?: Record<string, string | number>) => string;
  label: (label: Label) => string;
  moment: (iso: string) => string;
  number: (value: number) => string;
  names: Readonly<Record<string, Label>>;
}

const fieldNames: Readonly<Record<string, TextKey>> = {
  state: 'console.facts.state',
  priority: 'console.facts.priority',
  impact: 'console.facts.impact',
  urgency: 'console.facts.urgency',
  serviceId: 'console.facts.service',
  categoryId: 'console.facts.category',
  configurationItemId: 'console.facts.item',
  siteId: 'console.facts.site',
  unitId: 'console.facts.unit',
  requesterId: 'console.facts.requester',
  filedById: 'console.facts.filedBy',
  groupId: 'console.facts.group',
  assigneeId: 'console.facts.assignee',
  channel: 'console.facts.channel',
  holdReason: 'console.facts.holdReason',
  holdUntil: 'console.facts.holdUntil',
  resolutionCode: 'console.facts.resolutionCode',
  kind: 'console.facts.kind',
  title: 'console.facts.title',
  description: 'console.facts.description',
  service: 'console.facts.service',
  category: 'console.facts.category',
  site: 'console.facts.site',
  unit: 'console.facts.unit',
  requester: 'console.facts.requester',
  assignee: 'console.facts.assignee',
  group: 'console.facts.group',
  restricted: 'console.facts.restricted',
  reopenCount: 'console.facts.reopened',
};

export function fieldName(speech: Pick<Speech, 't'>, field: string): string {
  return speech.t(fieldNames[field] ?? 'console.facts.other');
}

/** A fact's value as people read it: names for ids, words for codes, times for times. */
export function value(speech: Speech, field: string, raw: unknown): string {
  const { t } = speech;
  if (raw === null || raw === undefined || raw === '') return t('console.history.nothing');
  if (typeof raw === 'number') return speech.number(raw);
  if (typeof raw === 'boolean') return t(raw ? 'console.history.yes' : 'console.history.no');
  if (typeof raw !== 'string')
    return Array.isArray(raw) ? raw.map((one) => value(speech, field, one)).join(', ') : JSON.stringify(raw);
  const key = codeKey(field, raw);
  if (key) return t(key);
  const named = speech.names[raw];
  if (named) return speech.label(named);
  return /^\d{4}-\d\d-\d\dT/.test(raw) ? speech.moment(raw) : raw;
}

/** What an event changed, line by line; `before` is empty where there was nothing. What only machines care for is left out. */
export function changedFacts(
  speech: Speech,
  event: EventView,
): { field: string; before: string; after: string }[] {
  return Object.entries(event.facts)
    .filter(([field, [before, after]]) => field in fieldNames && !(unset(before) && unset(after)))
    .map(([field, [before, after]]) => ({
      field: fieldName(speech, field),
      before: unset(before) ? '' : value(speech, field, before),
      after: value(speech, field, after),
    }));
}

/** A ticket's fields as they once stood, its texts first; ids nobody has a name for any more are said to be unknown. */
export function factsThen(
  speech: Speech,
  { fields, texts }: Pick<TicketAt, 'fields' | 'texts'>,
): { field: string; value: string }[] {
  const words = Object.entries(texts).filter(([field]) => field in fieldNames);
  const facts = Object.entries(fields ?? {}).filter(([field, raw]) => field in fieldNames && !unset(raw));
  return [
    ...words.map(([field, text]) => ({ field: fieldName(speech, field), value: text })),
    ...facts.map(([field, raw]) => {
      const said = value(speech, field, raw);
      return {
        field: fieldName(speech, field),
        value: said === raw && isId(said) ? speech.t('console.past.unnamed') : said,
      };
    }),
  ];
}

function isId(raw: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(raw);
}

/** Nothing, or the nothing a fresh case begins with. */
function unset(raw: unknown): boolean {
  return raw === null || raw === undefined || raw === '' || raw === false || raw === 0;
}

function codeKey(field: string, raw: string): TextKey | null {
  const among = <T extends string>(codes: readonly T[]) => codes.find((code) => code === raw);
  const state = field === 'state' && among(ticketStates);
  const priority = field === 'priority' && among(priorities);
  const level = (field === 'impact' || field === 'urgency') && among(levels);
  const reason = field === 'holdReason' && among(holdReasons);
  const code = field === 'resolutionCode' && among(resolutionCodes);
  const kind = field === 'kind' && among(ticketKinds);
  const channel = field === 'channel' && among(channels);
  if (state) return `common.state.${state}`;
  if (priority) return `common.priority.${priority}`;
  if (level) return `common.level.${level}`;
  if (reason) return `common.holdReason.${reason}`;
  if (code) return `common.resolutionCode.${code}`;
  if (channel) return `common.channel.${channel}`;
  return kind ? `common.kind.${kind}` : null;
}
