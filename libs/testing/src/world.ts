import { hash } from '@node-rs/argon2';
import { randomUUID } from 'node:crypto';
import type { TestDatabase } from './database.js';

/** Everybody's password. Cheaply hashed: these tests are not about argon2. */
export const password = 'felles-demo';

export const cast = {
  kari: { name: 'Kari Nordli', mail: 'kari@fjordvik.example' },
  arne: { name: 'Arne Solvik', mail: 'arne@fjordvik.example' },
  siri: { name: 'Siri Bakke', mail: 'siri@fjordvik.example' },
  lise: { name: 'Lise Moen', mail: 'lise@fjordvik.example' },
  admin: { name: 'Anders Admin', mail: 'admin@fjordvik.example' },
  ola: { name: 'Ola Innvik', mail: 'ola@innvik.example' },
  nora: { name: 'Nora Innvik', mail: 'nora@innvik.example' },
  /** The contact of Kari's unit. */
  unni: { name: 'Unni Kontakt', mail: 'unni@fjordvik.example' },
  /** Works at Kari's school, has no part in her cases. */
  per: { name: 'Per Lærer', mail: 'per@fjordvik.example' },
  /** Sits on Fjordvik's change advisory board. */
  berit: { name: 'Berit Endring', mail: 'berit@fjordvik.example' },
} as const;
export type Name = keyof typeof cast;

/** Two municipalities with one desk: the smallest world in which everything that can leak can be seen to leak. */
export interface World {
  people: Record<Name, string>;
  organisations: { fjordvik: string; innvik: string; nordoy: string };
  groups: { client: string; network: string; innvik: string };
  services: { mail: string; printing: string; innvikOnly: string };
  sites: { school: string; hall: string; innvik: string };
  units: { school: string; health: string };
  categories: { hardware: string };
  /** Fjordvik's file server runs on its host, and its records system on the file server; Innvik has a server of its own. */
  items: { host: string; files: string; records: string; innvik: string };
}

const label = (nb: string) => JSON.stringify({ nb });

export async function buildWorld({ sql }: Pick<TestDatabase, 'sql'>): Promise<World> {
  const id = <K extends string>(...names: K[]) =>
    Object.fromEntries(names.map((name) => [name, randomUUID()])) as Record<K, string>;
  const world: World = {
    people: id(...(Object.keys(cast) as Name[])),
    organisations: id('fjordvik', 'innvik', 'nordoy'),
    groups: id('client', 'network', 'innvik'),
    services: id('mail', 'printing', 'innvikOnly'),
    sites: id('school', 'hall', 'innvik'),
    units: id('school', 'health'),
    categories: id('hardware'),
    items: id('host', 'files', 'records', 'innvik'),
  };
  const { organisations: o, groups, services, sites, units, people, categories, items } = world;
  const cheap = await hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });

  for (const [key, name] of [
    ['fjordvik', 'Fjordvik kommune'],
    ['innvik', 'Innvik kommune'],
    ['nordoy', 'Nordøy kommune'],
  ] as const) {
    await sql(`insert into organisation (id, name) values ($1, $2)`, [o[key], name]);
  }
  await sql(
    `insert into desk (name, host_organisation_id, founded_at) values ('Fjordvik kommune', $1, felles_now())`,
    [o.fjordvik],
  );
  await sql(`insert into unit (id, organisation_id, name) values ($1, $3, $4), ($2, $3, $5)`, [
    units.school,
    units.health,
    o.fjordvik,
    label('Solbakken skole'),
    label('Helse'),
  ]);
  await sql(`insert into site (id, organisation_id, name) values ($1, $4, $6), ($2, $4, $7), ($3, $5, $8)`, [
    sites.school,
    sites.hall,
    sites.innvik,
    o.fjordvik,
    o.innvik,
    label('Solbakken skole'),
    label('Fjordvik rådhus'),
    label('Innvik rådhus'),
  ]);

  for (const [group, name, serves] of [
    ['client', 'Klient og arbeidsplass', ['fjordvik', 'innvik', 'nordoy']],
    ['network', 'Nett og sikkerhet', ['fjordvik']],
    ['innvik', 'Innvik IT', ['innvik']],
  ] as const) {
    await sql(`insert into assignment_group (id, owner_organisation_id, name) values ($1, $2, $3)`, [
      groups[group],
      o.fjordvik,
      label(name),
    ]);
    for (const served of serves)
      await sql(`insert into assignment_group_serves values ($1, $2)`, [groups[group], o[served]]);
  }
  for (const [service, name, group, serves] of [
    ['mail', 'E-post', null, ['fjordvik', 'innvik', 'nordoy']],
    ['printing', 'Skriver', 'network', ['fjordvik']],
    ['innvikOnly', 'Innvik fagsystem', null, ['innvik']],
  ] as const) {
    await sql(
      `insert into service (id, owner_organisation_id, name, support_group_id) values ($1, $2, $3, $4)`,
      [services[service], o.fjordvik, label(name), group && groups[group]],
    );
    for (const served of serves)
      await sql(`insert into service_serves values ($1, $2)`, [services[service], o[served]]);
  }
  await sql(`insert into category (id, owner_organisation_id, name) values ($1, $2, $3)`, [
    categories.hardware,
    o.fjordvik,
    label('Utstyr'),
  ]);
  await sql(`insert into category_serves select $1, id from organisation`, [categories.hardware]);

  for (const [item, kind, name, owner] of [
    ['host', 'server', 'fjv-host-01', 'fjordvik'],
    ['files', 'server', 'fjv-fil-01', 'fjordvik'],
    ['records', 'application', 'Elements', 'fjordvik'],
    ['innvik', 'server', 'inv-fil-01', 'innvik'],
  ] as const) {
    await sql(
      `insert into configuration_item (id, organisation_id, class, name, site_id, support_group_id, criticality, service_hours, added_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 'high', 'office', felles_now(), felles_now())`,
      [
        items[item],
        o[owner],
        kind,
        name,
        owner === 'fjordvik' ? sites.hall : sites.innvik,
        owner === 'fjordvik' ? groups.network : groups.innvik,
      ],
    );
  }
  for (const [from, to] of [
    ['files', 'host'],
    ['records', 'files'],
  ] as const)
    await sql(`insert into configuration_relation values (gen_random_uuid(), $1, $2, $3, 'runs_on')`, [
      o.fjordvik,
      items[from],
      items[to],
    ]);

  const belongs: Record<Name, [keyof World['organisations'], string, string | null][]> = {
    kari: [['fjordvik', 'employee', units.school]],
    per: [['fjordvik', 'employee', units.school]],
    unni: [['fjordvik', 'unit_contact', units.school]],
    arne: [['fjordvik', 'employee', null]],
    siri: [['fjordvik', 'employee', null]],
    lise: [
      ['fjordvik', 'manager', null],
      ['innvik', 'manager', null],
      ['nordoy', 'manager', null],
    ],
    admin: [['fjordvik', 'administrator', null]],
    berit: [['fjordvik', 'change_manager', null]],
    ola: [['innvik', 'employee', null]],
    nora: [['innvik', 'employee', null]],
  };
  for (const name of Object.keys(cast) as Name[]) {
    const identity = randomUUID();
    await sql(`insert into person (id, display_name) values ($1, $2)`, [people[name], cast[name].name]);
    await sql(`insert into identity (id, person_id, provider, subject) values ($1, $2, 'local', $3)`, [
      identity,
      people[name],
      cast[name].mail,
    ]);
    await sql(`insert into auth.password values ($1, $2, felles_now())`, [identity, cheap]);
    for (const [organisation, role, unit] of belongs[name]) {
      const membership = randomUUID();
      await sql(
        `insert into membership (id, organisation_id, person_id, unit_id, valid_from) values ($1, $2, $3, $4, felles_now() - interval '1 year')`,
        [membership, o[organisation], people[name], unit],
      );
      await sql(
        `insert into membership_role values ($1, $2, $3), ($1, $2, 'employee') on conflict do nothing`,
        [membership, o[organisation], role],
      );
    }
  }
  for (const [group, person] of [
    ['client', 'arne'],
    ['network', 'arne'],
    ['network', 'siri'],
    ['innvik', 'nora'],
  ] as const) {
    await sql(`insert into assignment_group_member values ($1, $2, 'agent')`, [
      groups[group],
      people[person],
    ]);
  }
  return world;
}
