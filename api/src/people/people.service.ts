import { Injectable } from '@nestjs/common';
import type { PeopleList, PersonFound, SessionView } from '@felles/contracts/http';
import {
  allPermissions,
  holds,
  holdsAnywhere,
  organisationsOf,
  type Actor,
  type Label,
  type Language,
} from '@felles/domain';
import type { Facts } from '@felles/contracts/values';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement, type Write } from '../platform/database/work.js';
import { authorOf, Log } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';

const aboutMe: Statement = {
  name: 'session-about',
  text: `select (select name from desk) as desk,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name), '[]') from organisation) as organisations,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name->>'nb'), '[]') from assignment_group where id = any ($1)) as groups,
    (select site_id from membership where person_id = (select asker()) order by valid_from limit 1) as site_id`,
};
const findPeople: Statement = {
  name: 'people-find',
  text: `select p.id, p.display_name as "displayName", json_build_object('id', o.id, 'name', o.name) as organisation, u.name as unit
    from membership m
    join person p on p.id = m.person_id and p.archived_at is null and p.merged_into_id is null
    join organisation o on o.id = m.organisation_id
    left join unit u on u.id = m.unit_id
    where m.organisation_id = any ($1) and m.valid_from <= felles_now() and (m.valid_to is null or m.valid_to > felles_now())
      and ($2 = '' or lower(p.display_name) like '%' || $2 || '%')
      and ($3::uuid is null or exists (select from assignment_group_member g where g.group_id = $3 and g.person_id = p.id))
    order by lower(p.display_name) like $2 || '%' desc, p.display_name, p.id limit 20`,
};
const setLanguage: Statement = {
  name: 'person-language',
  text: `update person set language = $2 where id = $1`,
};
const closeSession: Statement = { name: 'session-close', text: `select auth.close_session($1)` };

type SessionAsker = Pick<Asker, 'actor' | 'correlationId'>;

@Injectable()
export class PeopleService {
  constructor(
    private readonly work: AskerWork,
    private readonly log: Log,
  ) {}

  async session(actor: Actor): Promise<SessionView> {
    const about = await this.work.ask(openingFor(actor, true), (read) =>
      read.row<{
        desk: string;
        organisations: SessionView['organisations'];
        groups: { id: string; name: Label }[];
        site_id: string | null;
      }>(aboutMe, [actor.groups.map((group) => group.groupId)]),
    );
    return {
      person: { id: actor.personId, displayName: actor.displayName },
      language: actor.language,
      organisations: about!.organisations,
      homeOrganisationId: actor.memberships[0]?.organisationId ?? null,
      homeSiteId: about!.site_id,
      groups: about!.groups,
      permissions: allPermissions.filter((permission) => holdsAnywhere(actor, permission)),
      desk: { name: about!.desk },
    };
  }

  /** People in the organisations one may file for others in; members of a group may serve from elsewhere. */
  async find(
    { actor }: Asker,
    { q, organisationId, groupId }: { q?: string; organisationId?: string; groupId?: string },
  ): Promise<PeopleList> {
    const reach = organisationsOf(actor).filter(
      (id) =>
        holds(actor, id, 'incident:file-for-others') &&
        (!organisationId || id === organisationId.toLowerCase()),
    );
    const words = (q ?? '')
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&');
    const items = await this.work.ask(openingFor(actor, true), (read) =>
      read.rows<PersonFound>(findPeople, [reach, words, groupId ?? null]),
    );
    return { items };
  }

  changeLanguage(asker: Asker, language: Language): Promise<void> {
    const { actor } = asker;
    return this.work.write(openingFor(actor, false), (write) => {
      write.send(setLanguage, [actor.personId, language]);
      this.log.record(write, authorOf(actor, asker.correlationId), {
        type: 'person.changed',
        organisationId: actor.memberships[0]!.organisationId,
        subject: { kind: 'person', id: actor.personId, version: 0 },
        facts: { language: [actor.language, language] },
      });
    });
  }

  openedSession(asker: SessionAsker, sessionId: string): Promise<void> {
    return this.work.write(openingFor(asker.actor, false), (write) =>
      this.recordSession(write, asker, sessionId, 'session.opened', {
        assurance: [null, asker.actor.assurance],
      }),
    );
  }

  closeSession(asker: SessionAsker, sessionId: string): Promise<void> {
    return this.work.write(openingFor(asker.actor, false), (write) => {
      write.send(closeSession, [sessionId]);
      this.recordSession(write, asker, sessionId, 'session.closed', { reason: [null, 'signed_out'] });
    });
  }

  private recordSession(
    write: Write,
    { actor, correlationId }: SessionAsker,
    sessionId: string,
    type: 'session.opened' | 'session.closed',
    facts: Facts<'session.opened' | 'session.closed'>,
  ): void {
    this.log.record(write, authorOf(actor, correlationId), {
      type,
      organisationId: actor.memberships[0]!.organisationId,
      subject: { kind: 'session', id: sessionId, version: 0 },
      facts,
    });
  }
}
