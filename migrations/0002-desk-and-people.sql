-- Desk, organisations, people: who one is, how one signs in, how one is reached and where one belongs
-- are four tables.

-- up
create table organisation (
  id uuid primary key,
  name text not null,
  time_zone text not null default 'Europe/Oslo',
  language text not null default 'nb' check (language in ('nb', 'nn', 'en')),
  priority_matrix jsonb,
  merged_into_id uuid references organisation,
  archived_at timestamptz
);

create table desk (
  only_row boolean primary key default true check (only_row),
  name text not null,
  host_organisation_id uuid not null references organisation,
  -- The first start; the demo's times are relative to it.
  founded_at timestamptz not null
);

create table unit (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  parent_id uuid references unit,
  name jsonb not null,
  merged_into_id uuid references unit,
  archived_at timestamptz
);
create index unit_organisation on unit (organisation_id);

create table site (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  name jsonb not null,
  -- What another system called it; import finds it again by this.
  external_name text,
  merged_into_id uuid references site,
  archived_at timestamptz
);
create index site_organisation on site (organisation_id);
create unique index site_external on site (organisation_id, external_name);

create table person (
  id uuid primary key,
  display_name text not null,
  language text not null default 'nb' check (language in ('nb', 'nn', 'en')),
  merged_into_id uuid references person,
  archived_at timestamptz
);

create table identity (
  id uuid primary key,
  person_id uuid not null references person,
  provider text not null,
  subject text not null,
  unique (provider, subject)
);
create index identity_person on identity (person_id);

create table contact_address (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  kind text not null check (kind in ('mail', 'phone')),
  value text not null,
  unique (organisation_id, kind, value)
);
create index contact_address_person on contact_address (person_id);

create table membership (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  unit_id uuid references unit,
  site_id uuid references site,
  valid_from timestamptz not null,
  valid_to timestamptz,
  exclude using gist (person_id with =, organisation_id with =, tstzrange(valid_from, valid_to) with &&)
);
create index membership_person on membership (person_id);
create index membership_organisation on membership (organisation_id, person_id);

create table role (
  name text primary key
);
insert into role values ('employee'), ('unit_contact'), ('agent'), ('lead'), ('manager'), ('administrator');

create table membership_role (
  membership_id uuid not null references membership on delete cascade,
  organisation_id uuid not null references organisation,
  role text not null references role,
  primary key (membership_id, role)
);

create table assignment_group (
  id uuid primary key,
  owner_organisation_id uuid not null references organisation,
  name jsonb not null,
  external_name text,
  merged_into_id uuid references assignment_group,
  archived_at timestamptz
);
create unique index assignment_group_external on assignment_group (owner_organisation_id, external_name);

create table assignment_group_serves (
  group_id uuid not null references assignment_group,
  organisation_id uuid not null references organisation,
  primary key (group_id, organisation_id)
);

create table assignment_group_member (
  group_id uuid not null references assignment_group,
  person_id uuid not null references person,
  role text not null references role check (role in ('agent', 'lead')),
  primary key (group_id, person_id)
);
create index assignment_group_member_person on assignment_group_member (person_id);

create table service (
  id uuid primary key,
  owner_organisation_id uuid not null references organisation,
  name jsonb not null,
  support_group_id uuid references assignment_group,
  merged_into_id uuid references service,
  archived_at timestamptz
);

create table service_serves (
  service_id uuid not null references service,
  organisation_id uuid not null references organisation,
  primary key (service_id, organisation_id)
);

create table category (
  id uuid primary key,
  owner_organisation_id uuid not null references organisation,
  name jsonb not null,
  kind text check (kind in ('incident', 'request')),
  external_name text,
  merged_into_id uuid references category,
  archived_at timestamptz
);
create unique index category_external on category (owner_organisation_id, external_name);

create table category_serves (
  category_id uuid not null references category,
  organisation_id uuid not null references organisation,
  primary key (category_id, organisation_id)
);

call guard_table('organisation');
create policy own_organisations on organisation to felles_api_work, felles_worker_work
  using (id = any ((select asker_organisations())::uuid[]));
call guard_by_organisation('unit');
call guard_by_organisation('site');
call guard_by_organisation('contact_address');
call guard_by_organisation('membership');
call guard_by_organisation('membership_role');
call guard_by_organisation('assignment_group_serves');
call guard_by_organisation('service_serves');
call guard_by_organisation('category_serves');

-- Offered by the host: visible where it serves one of the asker's organisations.
call guard_table('assignment_group');
create policy served on assignment_group to felles_api_work, felles_worker_work
  using (exists (select from assignment_group_serves s where s.group_id = id));
call guard_table('service');
create policy served on service to felles_api_work, felles_worker_work
  using (exists (select from service_serves s where s.service_id = id));
call guard_table('category');
create policy served on category to felles_api_work, felles_worker_work
  using (exists (select from category_serves s where s.category_id = id));
call guard_table('assignment_group_member');
create policy served on assignment_group_member to felles_api_work, felles_worker_work
  using (exists (select from assignment_group_serves s where s.group_id = assignment_group_member.group_id));

-- down
drop table category_serves, category, service_serves, service, assignment_group_member, assignment_group_serves,
  assignment_group, membership_role, role, membership, contact_address, identity, person, site, unit, desk, organisation cascade;
