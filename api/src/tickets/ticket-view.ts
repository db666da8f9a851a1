import type {
  AttachmentView,
  CircleView,
  DiagnosisView,
  KnownErrorRef,
  MajorMark,
  LinkedTicket,
  LinkView,
  PersonRef,
  TicketView,
} from '@felles/contracts/http';
import {
  mayOn,
  movesFrom,
  ticketKinds,
  type Actor,
  type Label,
  type LinkKind,
  type TicketKind,
  type TicketPermission,
  type TicketSight,
} from '@felles/domain';
import { camelRow } from '../platform/database/rows.js';
import type { Read, Statement } from '../platform/database/work.js';
import { entryView, type EntryRow } from './conversation.js';
import type { Ticket } from './ticket.entity.js';

/** What `ticket_parts` answers, beside the ticket's own row. */
type Row = Ticket & {
  organisationName: string;
  configurationItemName: string | null;
  description: string | null;
  resolution: string | null;
  cancellation: string | null;
  watching: boolean;
  entries: EntryRow[] | null;
  attachments: AttachmentView[] | null;
  links: LinkRow[] | null;
  circle: CircleRow[] | null;
  practices: Practices | null;
} & Record<string, unknown>;

/** What `ticket_practices` answers. */
interface Practices {
  knownErrors?: KnownErrorRef[] | null;
  major?: MajorMark | null;
  diagnosis?: DiagnosisView | null;
}

// Row-level security decides on the ticket; what hangs on it comes in one look (migrations/0004-tickets.sql). What the
// practices add (migrations/0016-majors-and-problems.sql) is asked for only by those who may read it.
const openTicket: Statement = {
  name: 'ticket-open',
  text: `select t.*, p.*, case when t.kind in ('incident', 'problem') and t.organisation_id = any ((select asker_reads())::uuid[])
      then ticket_practices(t.id) end as practices
    from ticket t cross join lateral ticket_parts(t.id) p where t.id = $1`,
};
const byNumber: Statement = {
  name: 'ticket-by-number',
  // Our own number first; then what another system called it, newest first.
  text: `select id from ticket where number = $1 union all
    (select id from ticket where external_number = $2 order by opened_at desc limit 1)`,
};

interface LinkRow extends Omit<LinkedTicket, 'id' | 'kind'> {
  id: string;
  kind: LinkKind;
  outgoing: boolean;
  ticketId: string;
  ticketKind: TicketKind;
}
interface CircleRow {
  personId: string | null;
  personName: string | null;
  groupId: string | null;
  groupName: Label | null;
}

const acts = [
  'reply',
  'note',
  'attach',
  'change',
  'assign',
  'progress',
  'hold',
  'resolve',
  'reopen',
  'close',
  'cancel',
  'restrict',
  'link',
  'watch',
  'diagnose',
  'plan',
  'assess',
  'approve',
  'implement',
  'review',
  'declare-major',
  'run-major',
  'approve-review',
  'read-history',
  'read-internal',
] as const;

const permissions = Object.fromEntries(
  ticketKinds.map((kind) => [kind, acts.map((act) => [act, `${kind}:${act}`] as const)]),
) as Record<TicketKind, (readonly [string, TicketPermission])[]>;

function actsOn(kind: TicketKind, actor: Actor, sight: TicketSight): string[] {
  const allowed = mayOn(actor, sight);
  return permissions[kind].flatMap(([act, permission]) => (allowed(permission) ? [act] : []));
}

/** The id behind a number of ours or of a system it was imported from; null when nothing in sight has it. */
export async function idByNumber(read: Read, number: string, asWritten: string): Promise<string | null> {
  return (await read.row<{ id: string }>(byNumber, [number, asWritten]))?.id ?? null;
}

/** A whole ticket as this reader may see it; null when out of sight. */
export async function viewTicket(read: Read, actor: Actor, id: string): Promise<TicketView | null> {
  const found = await read.row(openTicket, [id]);
  if (!found) return null;
  const row = camelRow<Row>(found);
  const sight: TicketSight = { ...row, circle: row.circle ?? [] };
  const links = (row.links ?? []).map(linkView);
  return {
    id: row.id,
    number: row.number,
    externalNumber: row.externalNumber,
    kind: row.kind,
    state: row.state,
    title: row.title,
    description: row.description,
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    channel: row.channel,
    language: row.language,
    restricted: row.restricted,
    organisation: { id: row.organisationId, name: row.organisationName },
    unit: named(row, 'unit'),
    site: named(row, 'site'),
    service: named(row, 'service'),
    category: named(row, 'category'),
    configurationItemId: row.configurationItemId,
    configurationItem:
      row.configurationItemId && row.configurationItemName
        ? { id: row.configurationItemId, name: row.configurationItemName }
        : null,
    requester: person(row, 'requester'),
    filedBy: person(row, 'filedBy'),
    group: named(row, 'group'),
    assignee: person(row, 'assignee'),
    circle: row.restricted ? circleView(sight.circle as CircleRow[]) : null,
    hold: row.holdReason && { reason: row.holdReason, until: row.holdUntil?.toISOString() ?? null },
    resolution:
      row.resolutionCode && row.resolvedAt
        ? {
            code: row.resolutionCode,
            text: row.resolution,
            at: row.resolvedAt.toISOString(),
            by: person(row, 'resolvedBy'),
          }
        : null,
    cancellationReason: row.cancellation,
    reopenCount: row.reopenCount,
    openedAt: row.openedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    version: row.version,
    conversationVersion: row.conversationVersion,
    entries: (row.entries ?? []).map(entryView),
    attachments: row.attachments ?? [],
    links,
    knownErrors: row.practices?.knownErrors ?? [],
    major: row.practices?.major ?? null,
    diagnosis: row.practices?.diagnosis ?? null,
    watching: row.watching,
    may: actsOn(row.kind, actor, sight),
    moves: [...movesFrom(row.kind, row.state)],
    continuedIn:
      links.find((link) => link.direction === 'to' && link.kind === 'relates_to' && row.state === 'closed')
        ?.ticket ?? null,
  };
}

function person(row: Row, name: string): PersonRef | null {
  const id = row[`${name}Id`] as string | null;
  return id === null ? null : { id, displayName: (row[`${name}Name`] as string | null) ?? '' };
}

function named(row: Row, name: string): { id: string; name: Label } | null {
  const [id, label] = [row[`${name}Id`], row[`${name}Name`]];
  return id && label ? { id: id as string, name: label as Label } : null;
}

function circleView(rows: CircleRow[]): CircleView {
  return {
    people: rows.flatMap((row) =>
      row.personId ? [{ id: row.personId, displayName: row.personName ?? '' }] : [],
    ),
    groups: rows.flatMap((row) =>
      row.groupId && row.groupName ? [{ id: row.groupId, name: row.groupName }] : [],
    ),
  };
}

function linkView({ id, kind, outgoing, ticketId, ticketKind, number, title, state }: LinkRow): LinkView {
  const ticket = { id: ticketId, kind: ticketKind, number, title, state };
  return { id, kind, direction: outgoing ? 'from' : 'to', ticket };
}
