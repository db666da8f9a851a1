import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import { passwordCost } from '../platform/auth/sign-in.service.js';
import { organisationKeys, type Municipality, type Person } from './municipality.js';
import type { Random } from './random.js';
import { cast, categories, groups, services } from './texts/index.js';

export const demoPassword = 'felles-demo';

type Rows = [table: string, rows: object[]][];

/** Writes everything but the cases. `before` is a time everybody already worked there. */
export async function keepMunicipality(
  owner: pg.Client,
  made: Municipality,
  { random, before }: { random: Random; before: Date },
): Promise<void> {
  const host = made.organisations.fjordvik.id;
  const password = await hash(demoPassword, passwordCost);
  const identities = made.people.map((person) => ({
    id: random.uuid(),
    person_id: person.id,
    provider: 'local',
    subject: person.email,
  }));
  const signingIn = new Set(cast.filter((somebody) => somebody.what).map((somebody) => somebody.email));
  const tables: Rows = [
    [
      'organisation',
      organisationKeys.map((key) => ({ ...made.organisations[key], time_zone: 'Europe/Oslo' })),
    ],
    [
      'unit',
      made.units.map(({ id, organisation, parentId, name }) => ({
        id,
        name,
        parent_id: parentId,
        organisation_id: made.organisations[organisation].id,
      })),
    ],
    [
      'site',
      made.sites.map(({ id, organisation, name }) => ({
        id,
        name,
        organisation_id: made.organisations[organisation].id,
      })),
    ],
    ['person', made.people.map(({ id, name, language }) => ({ id, language, display_name: name }))],
    ['identity', identities],
    [
      'auth.password',
      identities
        .filter((identity) => signingIn.has(identity.subject))
        .map((identity) => ({ identity_id: identity.id, hash: password, changed_at: before })),
    ],
    [
      'contact_address',
      made.people.map((person) => ({
        id: random.uuid(),
        organisation_id: made.organisations[person.organisation].id,
        person_id: person.id,
        kind: 'mail',
        value: person.email,
      })),
    ],
    ...memberships(made, random, before),
    ...offers(made, host),
  ];
  for (const [table, rows] of tables) {
    const names = Object.keys(rows[0]!).join(', ');
    await owner.query(
      `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

function memberships(made: Municipality, random: Random, before: Date): Rows {
  const members: { id: string; organisation_id: string; person_id: string }[] = [];
  const roles: object[] = [];
  const join = (person: Person, organisation_id: string, held: readonly string[], home: boolean) => {
    const id = random.uuid();
    const place = { unit_id: home ? person.unitId : null, site_id: home ? person.siteId : null };
    members.push({ id, organisation_id, person_id: person.id, ...place, ...{ valid_from: before } });
    for (const role of held) roles.push({ membership_id: id, organisation_id, role });
  };
  const special = new Map(cast.map((somebody) => [somebody.email, somebody.roles ?? []]));
  for (const person of made.people) {
    const held = special.get(person.email) ?? [];
    const home = made.organisations[person.organisation].id;
    join(person, home, ['employee', ...(person.isContact ? ['unit_contact'] : []), ...held], true);
    // The host's manager and administrator answer for those it serves too.
    if (held.length > 0)
      for (const key of organisationKeys)
        if (key !== person.organisation) join(person, made.organisations[key].id, held, false);
  }
  return [
    ['membership', members],
    ['membership_role', roles],
  ];
}

/** What the host owns and offers. */
function offers(made: Municipality, host: string): Rows {
  const serving = <K extends string>(
    table: string,
    column: string,
    offered: [K, string, readonly (keyof Municipality['organisations'])[]][],
  ): Rows => [
    [
      table,
      offered.flatMap(([, id, serves]) =>
        serves.map((key) => ({ [column]: id, organisation_id: made.organisations[key].id })),
      ),
    ],
  ];
  const keys = <K extends string>(record: Record<K, unknown>) => Object.keys(record) as K[];
  const leads = new Map(cast.map((somebody) => [made.cast.get(somebody.email)?.id, somebody.leads]));
  return [
    [
      'assignment_group',
      keys(groups).map((key) => ({
        id: made.groups[key].id,
        owner_organisation_id: host,
        name: groups[key].name,
      })),
    ],
    ...serving(
      'assignment_group_serves',
      'group_id',
      keys(groups).map((key) => [key, made.groups[key].id, groups[key].serves]),
    ),
    [
      'assignment_group_member',
      keys(groups).flatMap((key) =>
        made.groups[key].agents.map((person) => ({
          group_id: made.groups[key].id,
          person_id: person.id,
          role: leads.get(person.id) === key ? 'lead' : 'agent',
        })),
      ),
    ],
    [
      'service',
      keys(services).map((key) => ({
        id: made.services[key].id,
        owner_organisation_id: host,
        name: services[key].name,
        support_group_id: made.groups[services[key].support].id,
      })),
    ],
    ...serving(
      'service_serves',
      'service_id',
      keys(services).map((key) => [key, made.services[key].id, services[key].serves]),
    ),
    [
      'category',
      keys(categories).map((key) => ({
        id: made.categories[key].id,
        owner_organisation_id: host,
        name: categories[key].name,
        kind: categories[key].kind,
      })),
    ],
    ...serving(
      'category_serves',
      'category_id',
      keys(categories).map((key) => [key, made.categories[key].id, organisationKeys]),
    ),
  ];
}
