-- Roles, clock and the words policies are written in.
-- Roles belong to the cluster: made when missing, never dropped here. Passwords are set by the migrator.

-- up
do $$
declare name text;
begin
  foreach name in array array['felles_api_work', 'felles_worker_work'] loop
    if not exists (select from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
  end loop;
  foreach name in array array['felles_api', 'felles_worker', 'felles_jobs'] loop
    if not exists (select from pg_roles where rolname = name) then execute format('create role %I login noinherit', name); end if;
  end loop;
end $$;

-- A login role has no rights of its own; inside a unit of work it becomes its work role.
grant felles_api_work to felles_api with inherit false, set true;
grant felles_worker_work to felles_worker with inherit false, set true;

revoke all on schema public from public;
grant usage on schema public to felles_api_work, felles_worker_work;

create schema auth;

create extension if not exists btree_gist with schema public;

-- One clock, in milliseconds so that a time survives its way through JSON. Only the owner (the test harness) may put a row here.
create table clock (
  only_row boolean primary key default true check (only_row),
  ahead interval not null
);

create function felles_now() returns timestamptz language sql stable parallel safe
  as $$ select date_trunc('milliseconds', now() + coalesce((select ahead from clock), interval '0')) $$;

-- Who asks, set for one transaction. A query outside a unit of work fails on the cast rather than return nothing.
create function asker() returns uuid language sql stable parallel safe
  as $$ select current_setting('app.person')::uuid $$;
create function asker_organisations() returns uuid[] language sql stable parallel safe
  as $$ select current_setting('app.organisations')::uuid[] $$;
create function asker_reads() returns uuid[] language sql stable parallel safe
  as $$ select current_setting('app.reads')::uuid[] $$;
create function asker_units() returns uuid[] language sql stable parallel safe
  as $$ select current_setting('app.units')::uuid[] $$;
create function asker_groups() returns uuid[] language sql stable parallel safe
  as $$ select current_setting('app.groups')::uuid[] $$;

-- Opens a table to the roles that work on behalf of an asker: both within the asker's organisations.
-- The owner, who is never used at run time but owns the few SECURITY DEFINER functions, sees all.
create procedure guard_table(name regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy owner_all on %s to current_user using (true) with check (true)', name);
end $$;

create procedure guard_by_organisation(name regclass) language plpgsql as $$
begin
  call guard_table(name);
  execute format(
    'create policy own_organisations on %s to felles_api_work, felles_worker_work
       using (organisation_id = any ((select asker_organisations())::uuid[]))
       with check (organisation_id = any ((select asker_organisations())::uuid[]))', name);
end $$;

-- down
drop procedure guard_by_organisation(regclass);
drop procedure guard_table(regclass);
drop function asker_groups();
drop function asker_units();
drop function asker_reads();
drop function asker_organisations();
drop function asker();
drop function felles_now();
drop table clock;
drop extension btree_gist;
drop schema auth;
revoke usage on schema public from felles_api_work, felles_worker_work;
