import { rightsEvents, type LiveEvent } from '@felles/contracts/values';
import { holds, maySee, maySeeInternal, organisationsOf, type Actor, type TicketSight } from '@felles/domain';
import { openingForSystem, type Statement, type Work } from '../database/work.js';
import { writeCursor } from '../events/cursor.js';
import type { RecordedEvent } from '../events/log-reader.js';

const sights: Statement = {
  name: 'sight-of-tickets',
  text: `select t.id, t.kind, t.organisation_id as "organisationId", t.unit_id as "unitId", t.requester_id as "requesterId",
      t.filed_by_id as "filedById", t.assignee_id as "assigneeId", t.restricted,
      case when t.restricted then coalesce((select json_agg(json_build_object('personId', c.person_id, 'groupId', c.group_id))
        from ticket_circle c where c.ticket_id = t.id), '[]') else '[]'::json end as circle
    from ticket t where t.id = any ($1)`,
};

/** An event with what decides who is told. */
export interface SightedEvent {
  event: RecordedEvent;
  live: LiveEvent;
  sight: TicketSight | null;
}

/** What a socket is told about one event. */
export type Told = 'event' | 'gone' | 'nothing';

/** Today's sight of every ticket these events are about, asked for once per batch. */
export async function withSight(work: Work, events: readonly RecordedEvent[]): Promise<SightedEvent[]> {
  const tickets = [
    ...new Set(events.filter((event) => event.subject.kind === 'ticket').map((event) => event.subject.id)),
  ];
  const organisations = [...new Set(events.map((event) => event.organisationId))];
  const rows =
    tickets.length === 0
      ? []
      : await work.read(openingForSystem(organisations, true), (read) =>
          read.rows<TicketSight & { id: string }>(sights, [tickets]),
        );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return events.map((event) => ({ event, live: liveOf(event), sight: byId.get(event.subject.id) ?? null }));
}

/** Whether this person is told of the event, told that the ticket has gone out of sight, or told nothing. */
export function tellOf(actor: Actor, { event, sight }: SightedEvent): Told {
  if (event.subject.kind === 'person') return event.subject.id === actor.personId ? 'event' : 'nothing';
  if (event.subject.kind === 'configuration_item')
    return holds(actor, event.organisationId, 'configuration-item:read') ? 'event' : 'nothing';
  if (event.subject.kind === 'notice') return concerns(event, organisationsOf(actor)) ? 'event' : 'nothing';
  if (!sight) return 'nothing';
  if (event.internal ? maySeeInternal(actor, sight) : maySee(actor, sight)) return 'event';
  // Before it was filed there was nothing to lose.
  if (event.type === 'ticket.filed' || maySee(actor, sight)) return 'nothing';
  return maySee(actor, sightBefore(sight, event)) ? 'gone' : 'nothing';
}

/** Events that may have changed what somebody sees without any ticket changing. */
export function changesRights(event: RecordedEvent): boolean {
  return rightsEvents.includes(event.type);
}

/** A notice says itself whom it concerns: before the event or after it. */
function concerns({ facts }: RecordedEvent, organisations: readonly string[]): boolean {
  const named = ((facts as FactPairs).organisationIds ?? []).flat() as (string | null)[];
  return named.some((id) => id !== null && organisations.includes(id));
}

type FactPairs = Partial<Record<string, readonly [unknown, unknown]>>;

/** The ticket's sight as it was before the event, from the event's own facts. */
function sightBefore(now: TicketSight, event: RecordedEvent): TicketSight {
  const facts = event.facts as FactPairs;
  const before = <T>(name: string, value: T): T => (facts[name] ? (facts[name][0] as T) : value);
  const people = before<readonly string[] | null>('circlePersonIds', null);
  const groups = before<readonly string[] | null>('circleGroupIds', null);
  return {
    ...now,
    restricted: before('restricted', now.restricted),
    unitId: before('unitId', now.unitId),
    requesterId: before('requesterId', now.requesterId),
    assigneeId: before('assigneeId', now.assigneeId),
    circle:
      people || groups
        ? [
            ...(people ?? []).map((personId) => ({ personId })),
            ...(groups ?? []).map((groupId) => ({ groupId })),
          ]
        : now.circle,
  };
}

function liveOf(event: RecordedEvent): LiveEvent {
  return {
    cursor: writeCursor(event.place),
    type: event.type,
    subject: event.subject,
    changed: Object.keys(event.facts),
    actorId: event.actorId,
  };
}
