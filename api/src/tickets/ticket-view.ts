import type {
  AttachmentView,
  CircleView,
  EntryView,
  LinkedTicket,
  LinkView,
  PersonRef,
  TicketView,
} from '@felles/contracts/http';
import {
  filedKinds,
  may,
  movesFrom,
  type Actor,
  type HoldReason,
  type Label,
  type LinkKind,
  type TicketKind,
  type TicketSight,
} from '@felles/domain';
import type { Read, Statement } from '../platform/database/work.js';
import { notFound } from '../platform/http/problem-error.js';
import { entriesOf } from './conversation.js';

type Row = Record<string, unknown> & {
  id: string;
  kind: TicketKind;
  organisationId: string;
  requesterId: string | null;
  filedById: string | null;
  assigneeId: string | null;
  unitId: string | null;
  restricted: boolean;
  openedAt: Date;
  updatedAt: Date;
  resolvedAt: Date | null;
  closedAt: Date | null;
  holdReason: HoldReason | null;
  holdUntil: Date | null;
};

// One ticket with the names a reader needs. Names of people are the desk's; the rest is under row-level security.
const openTicket = (where: string, name: string): Statement => ({
  name,
  text: `select t.id, t.number, t.external_number as "externalNumber", t.kind, t.state, t.title, t.impact, t.urgency, t.priority, t.channel,
      t.language, t.restricted, t.configuration_item_id as "configurationItemId", t.reopen_count as "reopenCount", t.version,
      t.conversation_version as "conversationVersion", t.opened_at as "openedAt", t.updated_at as "updatedAt",
      t.resolved_at as "resolvedAt", t.closed_at as "closedAt", t.hold_reason as "holdReason", t.hold_until as "holdUntil",
      t.organisation_id as "organisationId", o.name as "organisationName",
      t.requester_id as "requesterId", r.display_name as "requesterName", t.filed_by_id as "filedById", f.display_name as "filedByName",
      t.assignee_id as "assigneeId", a.display_name as "assigneeName", t.resolved_by_id as "resolvedById", b.display_name as "resolvedByName",
      t.group_id as "groupId", g.name as "groupName", t.service_id as "serviceId", s.name as "serviceName",
      t.category_id as "categoryId", c.name as "categoryName", t.site_id as "siteId", i.name as "siteName", t.unit_id as "unitId", u.name as "unitName",
      t.resolution_code as "resolutionCode", d.body as description, x.body as "resolutionText", k.body as "cancellationReason",
      exists (select from ticket_watcher w where w.ticket_id = t.id and w.person_id = (select asker())) as watching
    from ticket t
    join organisation o on o.id = t.organisation_id
    left join person r on r.id = t.requester_id
    left join person f on f.id = t.filed_by_id
    left join person a on a.id = t.assignee_id
    left join person b on b.id = t.resolved_by_id
    left join assignment_group g on g.id = t.group_id
    left join service s on s.id = t.service_id
    left join category c on c.id = t.category_id
    left join site i on i.id = t.site_id
    left join unit u on u.id = t.unit_id
    left join text_revision d on d.id = t.description_id
    left join text_revision x on x.id = t.resolution_id
    left join text_revision k on k.id = t.cancellation_id
    where ${where}`,
});
const byId = openTicket('t.id = $1', 'ticket-open');
const byNumber: Statement = {
  name: 'ticket-by-number',
  // Our own number first; then what another system called it, newest first.
  text: `select id from ticket where number = $1 union all
    (select id from ticket where external_number = $2 order by opened_at desc limit 1)`,
};
// What hangs on it, in one look: under row-level security each statement pays for asking who asks.
const hanging: Statement = {
  name: 'ticket-hanging',
  text: `select
    (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'entryId', f.entry_id)
        order by f.uploaded_at, f.id), '[]') from attachment f where f.ticket_id = $1) as attachments,
    (select coalesce(json_agg(json_build_object('id', l.id, 'kind', l.kind, 'outgoing', l.from_id = $1, 'ticketId', t.id, 'number', t.number,
        'title', t.title, 'state', t.state) order by t.number), '[]')
      from ticket_link l join ticket t on t.id = case when l.from_id = $1 then l.to_id else l.from_id end
      where l.from_id = $1 or l.to_id = $1) as links,
    (select coalesce(json_agg(json_build_object('personId', c.person_id, 'personName', p.display_name, 'groupId', c.group_id, 'groupName', g.name)), '[]')
      from ticket_circle c left join person p on p.id = c.person_id left join assignment_group g on g.id = c.group_id
      where c.ticket_id = $1) as circle`,
};

interface Hanging {
  attachments: AttachmentView[];
  links: LinkRow[];
  circle: CircleRow[];
}

interface LinkRow extends Omit<LinkedTicket, 'id'> {
  id: string;
  kind: LinkKind;
  outgoing: boolean;
  ticketId: string;
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
  'read-history',
  'read-internal',
] as const;

/** The id behind a number of ours or of a system it was imported from; null when nothing in sight has it. */
export async function idByNumber(read: Read, number: string, asWritten: string): Promise<string | null> {
  return (await read.row<{ id: string }>(byNumber, [number, asWritten]))?.id ?? null;
}

/** A whole ticket as this reader may see it. @throws ProblemError not_found when out of sight or of another kind. */
export async function viewTicket(
  read: Read,
  actor: Actor,
  id: string,
  kind?: TicketKind,
): Promise<TicketView> {
  const [row, entries, hung] = await Promise.all([
    read.row<Row>(byId, [id]),
    entriesOf(read, id),
    read.row<Hanging>(hanging, [id]),
  ]);
  const { attachments, links, circle } = hung!;
  if (!row || (kind && row.kind !== kind) || !(filedKinds as readonly string[]).includes(row.kind))
    throw notFound();
  const { organisationId, requesterId, filedById, assigneeId, unitId, restricted } = row;
  const sight: TicketSight = {
    kind: row.kind,
    organisationId,
    requesterId,
    filedById,
    assigneeId,
    unitId,
    restricted,
    circle,
  };
  return assemble(row, sight, actor, { entries, attachments, links, circle });
}

function assemble(
  row: Row,
  sight: TicketSight,
  actor: Actor,
  parts: { entries: EntryView[]; attachments: AttachmentView[]; links: LinkRow[]; circle: CircleRow[] },
): TicketView {
  const v = row as unknown as TicketView & Record<string, unknown>;
  const links = parts.links.map(linkView);
  return {
    id: v.id,
    number: v.number,
    externalNumber: v.externalNumber,
    kind: v.kind,
    state: v.state,
    title: v.title,
    description: v.description,
    impact: v.impact,
    urgency: v.urgency,
    priority: v.priority,
    channel: v.channel,
    language: v.language,
    restricted: v.restricted,
    organisation: { id: row.organisationId, name: String(row.organisationName) },
    unit: named(row, 'unit'),
    site: named(row, 'site'),
    service: named(row, 'service'),
    category: named(row, 'category'),
    configurationItemId: v.configurationItemId,
    requester: person(row, 'requester'),
    filedBy: person(row, 'filedBy'),
    group: named(row, 'group'),
    assignee: person(row, 'assignee'),
    circle: row.restricted ? circleView(parts.circle) : null,
    hold: row.holdReason && { reason: row.holdReason, until: row.holdUntil?.toISOString() ?? null },
    resolution:
      row.resolutionCode && row.resolvedAt
        ? {
            code: row.resolutionCode as never,
            text: (row.resolutionText as string | null) ?? null,
            at: row.resolvedAt.toISOString(),
            by: person(row, 'resolvedBy'),
          }
        : null,
    cancellationReason: v.cancellationReason,
    reopenCount: v.reopenCount,
    openedAt: row.openedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    version: v.version,
    conversationVersion: v.conversationVersion,
    entries: parts.entries,
    attachments: parts.attachments,
    links,
    watching: v.watching,
    may: acts.filter((act) => may(actor, `${row.kind}:${act}`, sight)),
    moves: [...movesFrom(row.kind, v.state)],
    continuedIn:
      links.find((link) => link.direction === 'to' && link.kind === 'relates_to' && v.state === 'closed')
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

function linkView({ id, kind, outgoing, ticketId, number, title, state }: LinkRow): LinkView {
  return { id, kind, direction: outgoing ? 'from' : 'to', ticket: { id: ticketId, number, title, state } };
}
