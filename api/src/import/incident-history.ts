import { eventFacts, type EventType, type Facts } from '@felles/contracts/values';
import { clip, type Language } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { changed } from '../platform/events/log.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { momentOf } from './local-times.js';
import { channelOf, countOf, levelOf, priorityIn, stateOf, type Cells } from './servicenow-format.js';

export const source = 'servicenow';

/** One saved state as it stood in the file. */
export interface SourceRow {
  line: number;
  raw: string;
  cells: Cells;
}

/** The records behind the names in the file, made or found before. */
export interface Names {
  person(name: string | null): string | null;
  group(name: string | null): string | null;
  site(name: string | null): string | null;
  category(name: string | null): string | null;
}

export interface HistoryEvent {
  type: EventType;
  version: number;
  actorId: string | null;
  occurredAt: Date;
  facts: Facts;
  texts: Record<string, string>;
}

export interface HistoryText {
  id: string;
  purpose: 'title' | 'source';
  internal: boolean;
  body: string;
}

export interface History {
  ticket: Ticket;
  events: HistoryEvent[];
  texts: HistoryText[];
}

type Told = Record<string, string | number | boolean | Date | null>;

/**
 * One incident as we keep it: the ticket as its last row left it, and one event for every row, at that row's own time,
 * with what differs from the row before. The row itself is kept beside its event.
 */
export function historyOf(
  rows: readonly SourceRow[],
  names: Names,
  filing: { organisationId: string; language: Language; number: string },
): History {
  const times = timesOf(rows);
  const last = rows.at(-1)!.cells;
  const final = standing(last, times.at(-1)!, names, true);
  const ticket = ticketOf(rows, { names, filing, updatedAt: times.at(-1)!, final });
  const title: HistoryText = { id: randomUUIDv7(), purpose: 'title', internal: false, body: ticket.title };
  const texts = [title];
  const events: HistoryEvent[] = [];
  let told: Told = { reopenCount: 0, reassignmentCount: 0 };
  let version = 0;
  rows.forEach(({ raw, line, cells }, index) => {
    const kept: HistoryText = { id: randomUUIDv7(), purpose: 'source', internal: true, body: raw };
    texts.push(kept);
    const filed = index === 0;
    const type = filed ? 'ticket.filed' : 'ticket.recorded';
    const stands = index === rows.length - 1 ? final : standing(cells, times[index]!, names, false);
    const now = sayable(type, filed ? { ...stands, ...filedWith(ticket) } : stands);
    const facts = changed<typeof type>(told, now);
    if (filed || Object.keys(facts).length > 0) version++;
    told = { ...told, ...now };
    events.push({
      type,
      version,
      actorId: names.person(cells.sys_updated_by),
      occurredAt: times[index]!,
      facts: { ...facts, ...sayable(type, { sourceRow: [null, line] }) },
      texts: { ...(filed && { title: title.id }), source: kept.id },
    });
  });
  ticket.version = version;
  return { ticket, events, texts };
}

/** When each row was saved. One that does not say was saved no earlier than the one before it. */
function timesOf(rows: readonly SourceRow[]): Date[] {
  const times: Date[] = [];
  for (const { cells } of rows) {
    const before = times.at(-1) ?? null;
    const text = cells.sys_updated_at;
    times.push(text === null ? (before ?? openedAt(cells)) : momentOf(text, before));
  }
  return times;
}

function openedAt(cells: Cells): Date {
  return momentOf((cells.opened_at ?? cells.sys_created_at ?? cells.sys_updated_at)!, null);
}

/**
 * What a row says of the ticket. The export repeats the final resolution and closing on every row; they count from the
 * moment they had happened.
 */
function standing(cells: Cells, at: Date, names: Names, isLast: boolean): Told {
  const { state, holdReason } = stateOf(cells);
  const opened = openedAt(cells);
  const happened = (text: string | null, states: readonly string[]) => {
    if (text === null || !states.includes(state)) return null;
    const moment = momentOf(text, opened);
    return isLast || moment <= at ? moment : null;
  };
  const resolvedAt = happened(cells.resolved_at, ['resolved', 'closed']);
  return {
    state,
    holdReason,
    priority: priorityIn(cells.priority),
    impact: levelOf(cells.impact),
    urgency: levelOf(cells.urgency),
    categoryId: names.category(cells.category),
    siteId: names.site(cells.location),
    groupId: names.group(cells.assignment_group),
    assigneeId: names.person(cells.assigned_to),
    reopenCount: countOf(cells.reopen_count),
    reassignmentCount: countOf(cells.reassignment_count),
    resolvedAt,
    resolvedById: resolvedAt && names.person(cells.resolved_by),
    closedAt: happened(cells.closed_at, ['closed']),
  };
}

/** The log takes from a row what this type of event may say; the rest stays in the source row beside it. */
function sayable<V>(type: EventType, values: Record<string, V>): Record<string, V> {
  const allowed: readonly string[] = eventFacts[type];
  return Object.fromEntries(Object.entries(values).filter(([name]) => allowed.includes(name)));
}

function filedWith(ticket: Ticket): Told {
  const { organisationId, kind, number, externalNumber, requesterId, filedById } = ticket;
  const { channel, language, restricted, openedAt } = ticket;
  return {
    organisationId,
    kind,
    number,
    externalNumber,
    requesterId,
    filedById,
    channel,
    language,
    restricted,
    openedAt,
  };
}

function ticketOf(
  rows: readonly SourceRow[],
  what: {
    names: Names;
    filing: { organisationId: string; language: Language; number: string };
    updatedAt: Date;
    final: Told;
  },
): Ticket {
  const { names, filing, updatedAt } = what;
  const [first, last] = [rows[0]!.cells, rows.at(-1)!.cells];
  const { reassignmentCount: _reassigned, ...final } = what.final;
  return {
    ...filing,
    ...(final as Pick<
      Ticket,
      | 'state'
      | 'holdReason'
      | 'priority'
      | 'impact'
      | 'urgency'
      | 'categoryId'
      | 'siteId'
      | 'groupId'
      | 'assigneeId'
      | 'reopenCount'
      | 'resolvedAt'
      | 'resolvedById'
      | 'closedAt'
    >),
    id: randomUUIDv7(),
    externalSource: source,
    externalNumber: first.number,
    kind: 'incident',
    title: titleOf(last),
    descriptionId: null,
    serviceId: null,
    configurationItemId: null,
    unitId: null,
    requesterId: names.person(first.caller_id),
    filedById: names.person(first.opened_by),
    channel: channelOf(first.contact_type),
    restricted: false,
    holdUntil: null,
    resolutionCode: null,
    resolutionId: null,
    cancellationId: null,
    version: 1,
    conversationVersion: 0,
    openedAt: openedAt(first),
    updatedAt,
  };
}

/** The export has codes instead of words. */
function titleOf(cells: Cells): string {
  const codes = [cells.category, cells.subcategory, cells.u_symptom].filter((code) => code !== null);
  return clip(codes.length > 0 ? codes.join(' · ') : cells.number!, 200);
}
