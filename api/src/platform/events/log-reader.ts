import type { EventType, Facts, SubjectKind, ActorKind, Origin } from '@felles/contracts/values';
import { openingForSystem, type Read, type Statement, type Work } from '../database/work.js';
import type { Place } from './cursor.js';

/** One event as readers get it. */
export interface RecordedEvent {
  place: Place;
  organisationId: string;
  type: EventType;
  subject: { kind: SubjectKind; id: string; version: number };
  internal: boolean;
  actorKind: ActorKind;
  actorId: string | null;
  occurredAt: Date;
  recordedAt: Date;
  origin: Origin;
  facts: Facts;
}

export interface Batch {
  events: RecordedEvent[];
  /** Where the reader stands after this batch. */
  place: Place;
  /** A committed event is waiting for an older transaction to end: look again in a moment. */
  waiting: boolean;
  /** As many as were asked for: there may be more. */
  full: boolean;
}

interface Row {
  place_xid: string;
  place_id: string;
  generation: number;
  ripe: boolean;
  organisation_id: string;
  type: EventType;
  subject_kind: SubjectKind;
  subject_id: string;
  subject_version: number;
  internal: boolean;
  actor_kind: ActorKind;
  actor_id: string | null;
  occurred_at: Date;
  recorded_at: Date;
  origin: Origin;
  facts: Facts;
}

// `order by e.xid`, qualified: ordering by an output column that is text would sort 10 before 9.
const eventsAfter: Statement = {
  name: 'log-after',
  text: `select e.xid::text as place_xid, e.id::text as place_id, e.generation,
      e.generation < (select log_generation_now()) or e.xid < pg_snapshot_xmin(pg_current_snapshot()) as ripe,
      e.organisation_id, e.type, e.subject_kind, e.subject_id, e.subject_version, e.internal, e.actor_kind, e.actor_id,
      e.occurred_at, e.recorded_at, e.origin, e.facts
    from domain_event e
    where (e.generation, e.xid, e.id) > ($1::integer, $2::xid8, $3::bigint)
    order by e.generation, e.xid, e.id limit $4`,
};

// The last event below xmin, and not xmin itself: a crash takes back transaction numbers that were handed out and never
// reached the disk, and the events then written under them again would lie behind such a place.
const endOfLog: Statement = {
  name: 'log-end',
  text: `select g.generation, coalesce(e.xid::text, '0') as xid, coalesce(e.id, 0)::text as id
    from (select log_generation_now() as generation) g
    left join lateral (select e.xid, e.id from domain_event e
      where e.generation = g.generation and e.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by e.xid desc, e.id desc limit 1) e on true`,
};

export const systemSight = openingForSystem([], true);

/** Where a reader that starts now begins. */
export async function logEnd(read: Read): Promise<Place> {
  const end = await read.row<{ generation: number; xid: string; id: string }>(endOfLog);
  return { generation: end!.generation, xid: BigInt(end!.xid), id: BigInt(end!.id) };
}

/** Whether this place is one a reader can have been given and can go on from: of this generation, and not in its future. */
export async function canGoOnFrom(work: Work, place: Place): Promise<boolean> {
  const end = await work.read(systemSight, logEnd);
  return place.generation === end.generation && place.xid <= end.xid;
}

/**
 * The next events after a place, in the order of the log and without gaps: rows whose transaction might still have
 * older company are left for the next look. Events of an older generation are complete by definition.
 */
export async function readAfter(read: Read, place: Place, most = 500): Promise<Batch> {
  const rows = await read.rows<Row>(eventsAfter, [
    place.generation,
    String(place.xid),
    String(place.id),
    most,
  ]);
  const unripe = rows.findIndex((row) => !row.ripe);
  const events = (unripe < 0 ? rows : rows.slice(0, unripe)).map(eventOf);
  return {
    events,
    place: events.at(-1)?.place ?? place,
    waiting: unripe >= 0,
    full: unripe < 0 && rows.length === most,
  };
}

function eventOf(row: Row): RecordedEvent {
  return {
    place: { generation: row.generation, xid: BigInt(row.place_xid), id: BigInt(row.place_id) },
    organisationId: row.organisation_id,
    type: row.type,
    subject: { kind: row.subject_kind, id: row.subject_id, version: row.subject_version },
    internal: row.internal,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    origin: row.origin,
    facts: row.facts,
  };
}
