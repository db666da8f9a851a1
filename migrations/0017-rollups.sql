-- What the reports count, kept by the reader `rollups` (api/src/rollups) from the log and from nothing else, so that it can be
-- thrown away and made again to the same numbers (docs/reports.md).

-- up
-- The states of work still to do: the column `ticket.open`, and `isOpen` in libs/domain/src/lifecycle.ts; a test compares them.
create function state_is_open(state text) returns boolean language sql immutable parallel safe
  as $$ select coalesce(state in ('new', 'assigned', 'in_progress', 'on_hold', 'investigating', 'known_error', 'draft', 'assess',
    'authorise', 'scheduled', 'implementing', 'review'), false) $$;

-- Facts of one record laid over each other: of each field the last one stands.
create aggregate laid_over(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}', parallel = safe);

-- Whose days an organisation's figures are counted in. Kept, because what was counted in one zone must be taken back in it.
create table rollup_zone (
  organisation_id uuid primary key references organisation,
  time_zone text not null
);

-- One ticket as the log has left it: what a report must know of it to count it. What is derived from the log names no other
-- table: each foreign key would be half the price of counting.
create table rollup_ticket (
  ticket_id uuid primary key,
  organisation_id uuid not null,
  kind text,
  state text,
  priority text,
  service_id uuid,
  site_id uuid,
  group_id uuid,
  restricted boolean not null,
  opened_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  reopen_count integer not null,
  change_result text,
  -- each time it became work to do, and each time it ceased to be
  entered_at timestamptz[] not null,
  left_at timestamptz[] not null
);
-- Resolution times are read from the index alone.
create index rollup_ticket_resolved on rollup_ticket (organisation_id, kind, resolved_at)
  include (opened_at, priority, service_id, site_id, group_id, restricted, ticket_id) where resolved_at is not null;
create index rollup_ticket_open on rollup_ticket (organisation_id, kind, opened_at) include (restricted, ticket_id) where state_is_open(state);
create index rollup_ticket_kind on rollup_ticket (organisation_id, kind);

-- How many, per local day and per month, in all and by what the ticket now is about. Unrestricted tickets only: a restricted one is
-- added for those in its circle when they ask.
create table rollup (
  organisation_id uuid not null,
  dimension text not null check (dimension in ('all', 'service', 'site', 'group', 'priority')),
  grain text not null check (grain in ('day', 'month')),
  -- the day, or the first of the month
  day date not null,
  kind text not null,
  -- an id or a code; empty for those that have none
  key text not null,
  opened integer not null,
  resolved integer not null,
  -- of the resolved: reopened at least once before
  reopened integer not null,
  closed integer not null,
  cancelled integer not null,
  entered integer not null,
  departed integer not null,
  primary key (organisation_id, dimension, grain, day, kind, key)
);

-- On which days one ticket counts, and as what.
create function rollup_moments(opened_at timestamptz, resolved_at timestamptz, closed_at timestamptz, state text, reopen_count integer,
    entered_at timestamptz[], left_at timestamptz[], time_zone text)
  returns table (day date, opened integer, resolved integer, reopened integer, closed integer, cancelled integer, entered integer, departed integer)
  language sql immutable parallel safe as $$
  select timezone(time_zone, m.at)::date, m.opened, m.resolved, m.reopened, m.closed, m.cancelled, m.entered, m.departed
  from (
    select opened_at, 1, 0, 0, 0, 0, 0, 0
    union all select resolved_at, 0, 1, (reopen_count > 0)::integer, 0, 0, 0, 0
    union all select closed_at, 0, 0, 0, (state is distinct from 'cancelled')::integer, (state is not distinct from 'cancelled')::integer, 0, 0
    union all select at, 0, 0, 0, 0, 0, 1, 0 from unnest(entered_at) as at
    union all select at, 0, 0, 0, 0, 0, 0, 1 from unnest(left_at) as at
  ) as m (at, opened, resolved, reopened, closed, cancelled, entered, departed)
  where m.at is not null
$$;

-- A major incident and its measures: their facts laid over each other, and which texts belong to them.
create table rollup_major (
  ticket_id uuid primary key,
  organisation_id uuid not null references organisation,
  facts jsonb not null,
  texts jsonb not null
);
create index rollup_major_organisation on rollup_major (organisation_id);
create table rollup_measure (
  measure_id uuid primary key,
  ticket_id uuid not null,
  organisation_id uuid not null references organisation,
  facts jsonb not null,
  texts jsonb not null
);
create index rollup_measure_ticket on rollup_measure (ticket_id);

-- Each time a server's patch status became another; null: not counted any more.
create table rollup_server_status (
  configuration_item_id uuid not null,
  n integer not null,
  organisation_id uuid not null references organisation,
  since timestamptz not null,
  before text,
  status text,
  primary key (configuration_item_id, n)
);
create index rollup_server_status_since on rollup_server_status (organisation_id, since);

-- Whether the asker sees a ticket. A function, so that it is asked of the few rows that need it and never hashed for all.
create function sees_ticket(of_ticket uuid) returns boolean language sql stable
  as $$ select exists (select from ticket t where t.id = of_ticket) $$;

call guard_for_readers('rollup_zone');
call guard_for_readers('rollup');
call guard_for_readers('rollup_server_status');
call guard_table('rollup_ticket');
create policy readers on rollup_ticket for select to felles_api_work
  using (organisation_id = any ((select asker_reads())::uuid[]) and case when restricted then sees_ticket(ticket_id) else true end);
create policy system_sight on rollup_ticket to felles_worker_work using (organisation_id = any ((select asker_organisations())::uuid[]))
  with check (organisation_id = any ((select asker_organisations())::uuid[]));
call guard_by_ticket('rollup_major', 'ticket_id', 'false');
call guard_by_ticket('rollup_measure', 'ticket_id', 'false');

-- down
drop table rollup_server_status, rollup_measure, rollup_major, rollup, rollup_ticket, rollup_zone;
drop function sees_ticket(uuid), state_is_open(text),
  rollup_moments(timestamptz, timestamptz, timestamptz, text, integer, timestamptz[], timestamptz[], text);
drop aggregate laid_over(jsonb);
delete from log_parked where reader = 'rollups';
delete from log_reader where name = 'rollups';
