-- The one log (docs/architecture.md, "The log"). Readers take rows in the order (generation, xid, id) and
-- only below the oldest running transaction, so nothing that commits late is skipped.

-- up
create table log_generation (
  generation integer primary key,
  -- system identifier and timeline of the cluster whose transaction ids count in this generation
  cluster text not null,
  since timestamptz not null
);

create function log_generation_now() returns integer language sql stable parallel safe
  as $$ select max(generation) from log_generation $$;

create table domain_event (
  generation integer not null default log_generation_now(),
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  organisation_id uuid not null references organisation,
  type text not null,
  schema_version smallint not null default 1,
  subject_kind text not null,
  subject_id uuid not null,
  subject_version integer not null default 0,
  internal boolean not null default false,
  actor_kind text not null check (actor_kind in ('person', 'system', 'token', 'import', 'mail')),
  actor_id uuid,
  on_behalf_of_id uuid,
  -- when it happened in the world, and when it was recorded here
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  correlation_id uuid,
  causation_id bigint,
  origin text not null check (origin in ('live', 'import', 'seed')),
  facts jsonb not null,
  -- {purpose: text_revision id}
  texts jsonb,
  primary key (generation, xid, id)
);
create index domain_event_subject on domain_event (subject_id, generation, xid, id);

create table text_revision (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  ticket_id uuid not null,
  purpose text not null check (purpose in ('title', 'description', 'body', 'resolution', 'reason', 'source')),
  internal boolean not null default false,
  -- null once erased
  body text,
  html text,
  salt bytea not null default uuid_send(gen_random_uuid())
);
create index text_revision_ticket on text_revision (ticket_id);

create table log_reader (
  name text primary key,
  generation integer not null,
  xid xid8 not null,
  id bigint not null,
  last_error text,
  moved_at timestamptz
);

create table log_parked (
  reader text not null references log_reader,
  generation integer not null,
  xid xid8 not null,
  event_id bigint not null,
  tries smallint not null,
  error text not null,
  parked_at timestamptz,
  primary key (reader, event_id)
);

-- Notices at start-up that the cluster is another one (a restore, a move): its transaction ids have nothing to do
-- with the old ones, so a new generation begins and older ones are complete by definition.
create function open_log_generation() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := (select s.system_identifier || ':' || c.timeline_id from pg_control_system() s, pg_control_checkpoint() c);
  latest log_generation;
begin
  lock table log_generation in exclusive mode;
  select * into latest from log_generation order by generation desc limit 1;
  if latest.cluster is distinct from here then
    insert into log_generation values (coalesce(latest.generation, 0) + 1, here, felles_now())
      returning * into latest;
  end if;
  return latest.generation;
end $$;

-- down
drop function open_log_generation();
drop table log_parked, log_reader, text_revision, domain_event;
drop function log_generation_now();
drop table log_generation;
