import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { permissionsOf, roles, type Actor, type TicketSight } from '@felles/domain';
import { SystemWork } from '../platform/database/database.module.js';
import type { Statement, Write } from '../platform/database/work.js';
import { Bell } from '../platform/events/bell.js';
import { DurableReader, type OneByOne } from '../platform/events/durable-reader.js';
import type { RecordedEvent } from '../platform/events/log-reader.js';
import { isTold, toldEvents, whomToTell, type Happening } from './whom-to-tell.js';

type StoredActor = Omit<Actor, 'scopes' | 'assurance'>;

interface ConcernedRow {
  ticket: TicketSight;
  watcherIds: string[];
  approverIds: string[];
  actors: Record<string, StoredActor | null>;
}

// One trip for everything that decides: the ticket's sight, who follows it, and the rights of all of them and of whoever
// did it. Rights come from the same function as a request's, and the same predicate (maySee) judges them.
const concernedBy: Statement = {
  name: 'notification-concerned',
  text: `select json_build_object('kind', t.kind, 'organisationId', t.organisation_id, 'unitId', t.unit_id, 'requesterId', t.requester_id,
        'filedById', t.filed_by_id, 'assigneeId', t.assignee_id, 'restricted', t.restricted,
        'circle', case when t.restricted then coalesce((select json_agg(json_build_object('personId', c.person_id, 'groupId', c.group_id))
          from ticket_circle c where c.ticket_id = t.id), '[]') else '[]'::json end) as ticket,
      w.ids as "watcherIds", b.ids as "approverIds",
      (select coalesce(json_object_agg(a.id, auth.actor_of(a.id)), '{}')
        from (select distinct unnest(array[t.requester_id, t.assignee_id, $2::uuid, $3::uuid] || w.ids || b.ids) as id) a where a.id is not null) as actors
    from ticket t
    cross join lateral (select coalesce(array_agg(person_id), '{}') as ids from ticket_watcher where ticket_id = t.id) w
    cross join lateral (select coalesce(array_agg(m.person_id), '{}') as ids from (
      select m.person_id from membership m join membership_role r on r.membership_id = m.id
        where m.organisation_id = t.organisation_id and r.role = any ($4)
      union select p.person_id from assignment_group_member p join assignment_group_serves s using (group_id)
        where s.organisation_id = t.organisation_id and p.role = any ($4)) m) b
    where t.id = $1`,
};

/** Who approves changes, by role; asked about only when one waits for them. */
const approving = roles.filter((role) => permissionsOf[role].has('change:approve'));

const tell: Statement = {
  name: 'notification-tell',
  text: `insert into notification (person_id, organisation_id, ticket_id, event_id, type, told_at)
    select person_id, $2, $3, $4, $5, felles_now() from unnest($1::uuid[]) as person_id on conflict do nothing`,
};

/** Tells people what happened to tickets that concern them; a list shows it as unread until they have opened it. */
export const notifications: OneByOne = {
  name: 'notifications',
  from: 'end',
  types: toldEvents,
  async digest(write: Write, event: RecordedEvent): Promise<void> {
    const { type, actorId } = event;
    if (event.origin !== 'live' || !isTold(type)) return;
    const happening: Happening = { type, actorId, facts: event.facts };
    const assigned = happening.facts.assigneeId?.[1] ?? happening.facts.managerId?.[1] ?? null;
    const waits = happening.type.startsWith('change.') && happening.facts.state?.[1] === 'authorise';
    const found = await write.row<ConcernedRow>(concernedBy, [
      event.subject.id,
      actorId,
      assigned,
      waits ? approving : [],
    ]);
    if (!found) return;
    const { ticket, watcherIds, approverIds } = found;
    const actors = Object.fromEntries(
      Object.entries(found.actors).map(([id, actor]) => [
        id,
        actor && ({ ...actor, scopes: null, assurance: 1 } satisfies Actor),
      ]),
    );
    const people = whomToTell(happening, { ticket, watcherIds, approverIds, actors });
    if (people.length === 0) return;
    await write.rows(tell, [people, event.organisationId, event.subject.id, String(event.place.id), type]);
  },
};

/** Follows the log in every process; the reader's row decides which one digests. */
@Injectable()
export class NotificationReader implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly reader: DurableReader;

  constructor(work: SystemWork, bell: Bell) {
    this.reader = new DurableReader(work, bell, notifications);
  }

  onApplicationBootstrap(): void {
    this.reader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.stop();
  }
}
