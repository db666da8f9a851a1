import type {
  MajorChild,
  MajorMoment,
  MajorRoleView,
  MajorView,
  MeasureView,
  OrganisationRef,
  PersonRef,
} from '@felles/contracts/http';
import type { MajorDeed } from '@felles/contracts/http';
import type { ActorKind, EventType } from '@felles/contracts/values';
import {
  canMove,
  majorActs,
  majorAllows,
  may,
  mayApproveReview,
  type Actor,
  type MajorAct,
  type MajorEntryKind,
  type TicketSight,
} from '@felles/domain';
import type { Read, Statement } from '../platform/database/work.js';
import { personRef, rowColumns, rowView, type ListedMajor } from './major-row.js';
import { measureColumns, measureView, type MeasureRow } from './measure-view.js';

/** What the log says of an incident that belongs in the room's timeline; entries tell for themselves. */
const shownEvents: readonly EventType[] = [
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
];

const body = (id: string) => `(select x.body from text_revision x where x.id = ${id})`;

/** One statement for the whole room, under row-level security: it is opened by few, and stays open. */
const room: Statement = {
  name: 'major-room',
  text: `select ${rowColumns}, t.version, t.opened_at as "openedAt", ${body('m.reason_id')} as reason, ${body('t.resolution_id')} as resolution,
    ${personRef('m.declared_by_id')} as "declaredBy", ${personRef('m.reviewed_by_id')} as "writtenBy", ${personRef('m.approved_by_id')} as "approvedBy",
    m.manager_id as "managerId", m.reviewed_by_id as "reviewedById", m.review_version as "reviewVersion",
    ${body('m.what_happened_id')} as "whatHappened", ${body('m.impact_id')} as impact, ${body('m.cause_id')} as cause, ${body('m.lessons_id')} as lessons,
    t.kind, t.organisation_id as "organisationId", t.unit_id as "unitId", t.requester_id as "requesterId", t.filed_by_id as "filedById",
    t.assignee_id as "assigneeId",
    case when t.restricted then (select coalesce(json_agg(json_build_object('personId', c.person_id, 'groupId', c.group_id)), '[]')
      from ticket_circle c where c.ticket_id = t.id) else '[]'::json end as circle,
    (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name), '[]')
       from major_organisation mo join organisation o on o.id = mo.affected_id where mo.ticket_id = m.ticket_id) as organisations,
    (select coalesce(json_agg(json_build_object('role', r.role, 'person', ${personRef('r.person_id')}, 'since', r.since) order by r.role), '[]')
       from major_role r where r.ticket_id = m.ticket_id) as roles,
    (select coalesce(json_agg(e order by e."happenedAt"), '[]') from (
       select e.id, e.kind, e.happened_at as "happenedAt", e.recorded_at as "recordedAt", e.public, ${personRef('e.author_id')} as person, ${body('e.text_id')} as text
         from major_entry e where e.ticket_id = m.ticket_id order by e.happened_at desc, e.id desc limit 500) e) as entries,
    (select coalesce(json_agg(e order by e."happenedAt"), '[]') from (
       select e.id::text, e.type, e.occurred_at as "happenedAt", e.recorded_at as "recordedAt", e.actor_kind as "actorKind", ${personRef('e.actor_id')} as person,
           e.facts, ${personRef(`(coalesce(e.facts->'personId'->>1, e.facts->'managerId'->>1, e.facts->'ownerId'->>1, e.facts->'assigneeId'->>1))::uuid`)} as about
         from domain_event e where e.subject_id = m.ticket_id and e.type = any ($2)
         order by e.generation desc, e.xid desc, e.id desc limit 300) e) as events,
    (select coalesce(json_agg(c order by c."openedAt", c.id), '[]') from (
       select c.id, c.number, c.title, c.state, c.restricted, c.opened_at as "openedAt", ${personRef('c.requester_id')} as requester,
           (select json_build_object('id', o.id, 'name', o.name) from organisation o where o.id = c.organisation_id) as organisation,
           (select r.outcome from major_child_resolution r where r.major_id = m.ticket_id and r.child_id = c.id) as outcome
         from ticket_link l join ticket c on c.id = l.from_id where l.to_id = m.ticket_id and l.kind = 'parent' limit 500) c) as "childList",
    (select coalesce(json_agg(x order by x."dueOn", x.id), '[]') from (
       select ${measureColumns} from measure x where x.ticket_id = m.ticket_id order by x.due_on, x.id limit 200) x) as "measureList"
    from major_incident m join ticket t on t.id = m.ticket_id where m.ticket_id = $1`,
};

interface EntryRow {
  id: string;
  kind: MajorEntryKind;
  happenedAt: string;
  recordedAt: string;
  public: boolean;
  person: PersonRef | null;
  text: string | null;
}

interface EventRow {
  id: string;
  type: EventType;
  happenedAt: string;
  recordedAt: string;
  actorKind: ActorKind;
  person: PersonRef | null;
  facts: Record<string, unknown[]>;
  about: PersonRef | null;
}

type Row = ListedMajor &
  Omit<TicketSight, 'restricted'> & {
    version: number;
    openedAt: Date;
    reason: string | null;
    resolution: string | null;
    declaredBy: PersonRef | null;
    writtenBy: PersonRef | null;
    approvedBy: PersonRef | null;
    managerId: string;
    reviewedById: string | null;
    reviewVersion: number;
    whatHappened: string | null;
    impact: string | null;
    cause: string | null;
    lessons: string | null;
    organisations: OrganisationRef[];
    roles: MajorRoleView[];
    entries: EntryRow[];
    events: EventRow[];
    childList: MajorChild[];
    measureList: MeasureRow[];
  };

/** The whole room as this reader may see it; null when there is none in sight. */
export async function viewMajor(read: Read, actor: Actor, id: string): Promise<MajorView | null> {
  const row = await read.row<Row>(room, [id, shownEvents]);
  if (!row) return null;
  const major = { id: row.id, number: row.number, title: row.title };
  return {
    ...rowView(row),
    openedAt: row.openedAt.toISOString(),
    version: row.version,
    reason: row.reason,
    resolution: row.resolution,
    declaredBy: row.declaredBy,
    organisations: row.organisations,
    roles: row.roles.map((one) => ({ ...one, since: moment(one.since) })),
    timeline: [...row.entries.map(entered), ...row.events.map(happened)].sort(inTime),
    childList: row.childList.map((child) => ({ ...child, openedAt: moment(child.openedAt) })),
    measureList: row.measureList.map((one): MeasureView => measureView({ ...one, major })),
    review: {
      whatHappened: row.whatHappened,
      impact: row.impact,
      cause: row.cause,
      lessons: row.lessons,
      version: row.reviewVersion,
      writtenBy: row.writtenBy,
      approvedAt: row.approvedAt?.toISOString() ?? null,
      approvedBy: row.approvedBy,
    },
    may: deedsOf(actor, row),
  };
}

function deedsOf(actor: Actor, row: Row): MajorDeed[] {
  const runs = may(actor, 'incident:run-major', row);
  const theirs = (act: MajorAct) =>
    act === 'approve'
      ? may(actor, 'incident:approve-review', row) && mayApproveReview(actor.personId, row)
      : runs;
  const resolves =
    may(actor, 'incident:resolve', row) &&
    row.state !== 'approved' &&
    (canMove('incident', row.ticketState, 'resolved') || row.ticketState === 'resolved');
  return [
    ...majorActs.filter((act) => majorAllows(row, act) && theirs(act)),
    ...(resolves ? (['resolve'] as const) : []),
  ];
}

function entered(row: EntryRow): MajorMoment {
  return {
    id: row.id,
    kind: row.kind,
    type: null,
    happenedAt: moment(row.happenedAt),
    recordedAt: moment(row.recordedAt),
    actor: { kind: 'person', person: row.person },
    text: row.text,
    public: row.public,
    facts: {},
    about: null,
  };
}

function happened(row: EventRow): MajorMoment {
  return {
    id: row.id,
    kind: 'event',
    type: row.type,
    happenedAt: moment(row.happenedAt),
    recordedAt: moment(row.recordedAt),
    actor: { kind: row.actorKind, person: row.person },
    text: null,
    public: false,
    facts: row.facts,
    about: row.about,
  };
}

/** JSON from the database has its own way of writing a time. */
function moment(at: string): string {
  return new Date(at).toISOString();
}

function inTime(one: MajorMoment, other: MajorMoment): number {
  return (
    one.happenedAt.localeCompare(other.happenedAt) ||
    one.recordedAt.localeCompare(other.recordedAt) ||
    one.id.localeCompare(other.id)
  );
}
