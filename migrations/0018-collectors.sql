-- How a server says for itself what it lacks, what is known of holes that are used, and the walls between configuration items.

-- up
-- Until when the newest report is worth anything: written with it, so that no reader needs to know the policy. A late timer
-- lies to nobody.
alter table server_patch_status
  add column known_until timestamptz,
  -- what the last report that counted was made of, and its list alone: the same again changes nothing
  add column report_hash bytea,
  add column updates_hash bytea;
comment on column server_patch_status.scanned_at is 'when the server looked, by its own clock, but never after we heard of it';
-- Held back by the server's own administrator: still missing.
alter table server_update add column held boolean not null default false;

-- CISA's catalogue of vulnerabilities known to be exploited (https://www.cisa.gov/known-exploited-vulnerabilities-catalog),
-- whole, as it was last brought in. It is nobody's own.
create table exploited_vulnerability (
  cve text primary key,
  vendor text not null,
  product text not null,
  name text not null,
  added_on date not null,
  due_on date not null,
  ransomware boolean not null
);

create index configuration_item_named on configuration_item (organisation_id, lower(name), id);

-- Nothing runs on what runs on it, however long the way round. One at a time within an organisation, so that two halves of a
-- circle cannot both be drawn at once.
create function refuse_circle() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('relations ' || new.organisation_id, 0));
  if exists (
    with recursive below (id) as (
        select new.to_id
        union select r.to_id from below b join configuration_relation r on r.from_id = b.id and r.kind in ('runs_on', 'depends_on'))
    select from below where id = new.from_id)
  then raise 'a configuration item would come to depend on itself' using errcode = 'FE004';
  end if;
  return new;
end $$;
create trigger no_circle before insert on configuration_relation for each row when (new.kind in ('runs_on', 'depends_on'))
  execute function refuse_circle();

-- A collector is what runs on one server and reports for it. It is enrolled with a code that works once, and one server has one.
create table auth.collector_code (
  configuration_item_id uuid primary key references configuration_item,
  organisation_id uuid not null references organisation,
  code_hash bytea not null unique,
  expires_at timestamptz not null
);
create table auth.collector (
  id uuid primary key,
  configuration_item_id uuid not null unique references configuration_item,
  organisation_id uuid not null references organisation,
  token_hash bytea not null unique,
  enrolled_at timestamptz not null
);

-- In a unit of work, for a server of an organisation the asker reads; the API has asked whether they may. A new code takes
-- the place of the one before.
create function auth.offer_enrolment(item uuid, hash bytea, lasts interval) returns timestamptz
  language sql security definer set search_path = public, pg_temp as $$
  insert into auth.collector_code (configuration_item_id, organisation_id, code_hash, expires_at)
  select i.id, i.organisation_id, hash, felles_now() + lasts from configuration_item i
   where i.id = item and i.organisation_id = any (asker_reads()) and i.class = 'server' and i.retired_at is null
  on conflict (configuration_item_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at
  returning expires_at
$$;

create function auth.collector_standing(item uuid) returns table (enrolled_at timestamptz, code_expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.enrolled_at, case when o.expires_at > felles_now() then o.expires_at end from configuration_item i
    left join auth.collector c on c.configuration_item_id = i.id
    left join auth.collector_code o on o.configuration_item_id = i.id
   where i.id = item and i.organisation_id = any (asker_reads())
$$;

-- @returns the collector that is none any more. A code that waits to be used goes with it.
create function auth.revoke_collector(item uuid) returns uuid
  language sql security definer set search_path = public, pg_temp as $$
  with code as (delete from auth.collector_code where configuration_item_id = item and organisation_id = any (asker_reads()))
  delete from auth.collector where configuration_item_id = item and organisation_id = any (asker_reads()) returning id
$$;

-- Before anybody is known: whose code, whose token. What has been retired has neither.
create function auth.code_offered(hash bytea) returns table (configuration_item_id uuid, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.configuration_item_id, o.organisation_id from auth.collector_code o join configuration_item i on i.id = o.configuration_item_id
   where o.code_hash = hash and o.expires_at > felles_now() and i.retired_at is null
$$;
create function auth.collector_behind(hash bytea) returns table (id uuid, configuration_item_id uuid, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.configuration_item_id, c.organisation_id from auth.collector c join configuration_item i on i.id = c.configuration_item_id
   where c.token_hash = hash and i.retired_at is null
$$;

-- Takes the code, once: of two that come at the same moment one finds it gone. The collector that was there before is none
-- any more. @returns false when the code has been taken or has run out since it was looked up.
create function auth.enrol_collector(hash bytea, collector_id uuid, of_token bytea) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with taken as (
      delete from auth.collector_code where code_hash = hash and expires_at > felles_now() and organisation_id = any (asker_organisations())
      returning configuration_item_id, organisation_id),
    enrolled as (
      insert into auth.collector (id, configuration_item_id, organisation_id, token_hash, enrolled_at)
      select collector_id, configuration_item_id, organisation_id, of_token, felles_now() from taken
      on conflict (configuration_item_id) do update
        set id = excluded.id, token_hash = excluded.token_hash, enrolled_at = excluded.enrolled_at
      returning 1)
  select exists (select from enrolled)
$$;

-- Holds the collector while its report is written: revoking it waits, or was first.
create function auth.hold_collector(collector_id uuid) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  select exists (select from auth.collector where id = collector_id and organisation_id = any (asker_organisations()) for share)
$$;

create or replace function auth.sweep() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from auth.session where expires_at < felles_now();
  delete from auth.attempt where at < felles_now() - interval '1 day';
  delete from auth.api_token where expires_at < felles_now() - interval '30 days';
  delete from auth.collector_code where expires_at < felles_now();
$$;

-- down
create or replace function auth.sweep() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from auth.session where expires_at < felles_now();
  delete from auth.attempt where at < felles_now() - interval '1 day';
  delete from auth.api_token where expires_at < felles_now() - interval '30 days';
$$;
drop function auth.hold_collector(uuid), auth.enrol_collector(bytea, uuid, bytea), auth.collector_behind(bytea), auth.code_offered(bytea),
  auth.revoke_collector(uuid), auth.collector_standing(uuid), auth.offer_enrolment(uuid, bytea, interval);
drop table auth.collector, auth.collector_code;
drop trigger no_circle on configuration_relation;
drop function refuse_circle();
drop index configuration_item_named;
drop table exploited_vulnerability;
alter table server_update drop column held;
alter table server_patch_status drop column updates_hash, drop column report_hash, drop column known_until;
