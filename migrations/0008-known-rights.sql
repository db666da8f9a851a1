-- Rights have a version, so that a process which still knows what somebody may do need not be told again with each request.

-- up
create table auth.rights (
  only_row boolean primary key default true check (only_row),
  version uuid not null,
  -- The clock's, so that one look tells both.
  ahead interval not null
);
insert into auth.rights values (true, gen_random_uuid(), coalesce((select ahead from clock), interval '0'));

-- Once for each transaction, as it commits: two people changing memberships at once wait for no more than that.
create function auth.change_rights() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update auth.rights set version = gen_random_uuid(), ahead = coalesce((select ahead from clock), interval '0')
   where xmin is distinct from pg_current_xact_id()::xid;
  return null;
end $$;

-- What `auth.actor_of` reads. A new person, organisation or group changes nobody's rights until somebody belongs to it.
do $$
declare what text;
begin
  foreach what in array array['update or delete on person', 'update or delete on organisation', 'update or delete on assignment_group',
      'insert or update or delete on membership', 'insert or update or delete on membership_role',
      'insert or update or delete on assignment_group_member', 'insert or update or delete on assignment_group_serves',
      'insert or update or delete on clock'] loop
    execute format('create constraint trigger rights after %s deferrable initially deferred for each row execute function auth.change_rights()', what);
  end loop;
end $$;

-- When a person's memberships next change by themselves; null = never.
create function auth.rights_until(of_person uuid) returns timestamptz language sql stable security definer set search_path = public, pg_temp as $$
  select min(moment) from membership m cross join lateral (values (m.valid_from), (m.valid_to)) v (moment)
   where m.person_id = of_person and moment > felles_now()
$$;

-- The per-request check, by cookie or by token: one indexed look-up. Whoever asks names the version and the moment up to
-- which it knows the actor; while both hold it is told only that.
create function auth.actor_behind(hash bytea, by_token boolean, known_version uuid, known_until timestamptz)
  returns table (id uuid, assurance smallint, scopes text[], seen_at timestamptz, known boolean, version uuid, until timestamptz, actor jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare person uuid;
begin
  if by_token then
    select t.id, 1, t.scopes, t.person_id, r.version into id, assurance, scopes, person, version
      from auth.api_token t cross join auth.rights r where t.token_hash = hash and t.expires_at > felles_now();
  else
    select s.id, s.assurance, s.seen_at, s.person_id, r.version into id, assurance, seen_at, person, version
      from auth.session s cross join auth.rights r where s.token_hash = hash and s.expires_at > felles_now();
  end if;
  if not found then return; end if;
  known := coalesce(version = known_version and felles_now() < coalesce(known_until, 'infinity'), false);
  if not known then
    actor := auth.actor_of(person);
    until := auth.rights_until(person);
  end if;
  return next;
end $$;
drop function auth.session_actor(bytea), auth.token_actor(bytea);

-- Opens a unit of work for somebody a process remembers. Fails with FE001 when that no longer holds, and all of the unit
-- with it. Bound when it is made and in need of no search path, it costs a third of what it would otherwise.
create function auth.stale() returns boolean language plpgsql stable as $$
begin
  raise 'what is remembered of the asker no longer holds' using errcode = 'FE001';
end $$;
create function auth.enter(hash bytea, by_token boolean, known_version uuid, known_until timestamptz) returns boolean
  language sql stable security definer
begin atomic
  select case when exists (
    select from auth.rights r cross join (
        select expires_at from auth.session where not by_token and token_hash = hash
        union all select expires_at from auth.api_token where by_token and token_hash = hash) known
     where r.version = known_version and least(known.expires_at, known_until) > now() + r.ahead)
  then true else auth.stale() end;
end;

-- down
create function auth.session_actor(hash bytea) returns table (session_id uuid, assurance smallint, seen_at timestamptz, actor jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.assurance, s.seen_at, auth.actor_of(s.person_id) from auth.session s
   where s.token_hash = hash and s.expires_at > felles_now()
$$;
create function auth.token_actor(hash bytea) returns table (token_id uuid, scopes text[], actor jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.scopes, auth.actor_of(t.person_id) from auth.api_token t
   where t.token_hash = hash and t.expires_at > felles_now()
$$;
do $$
declare name text;
begin
  foreach name in array array['person', 'organisation', 'assignment_group', 'membership', 'membership_role', 'assignment_group_member',
      'assignment_group_serves', 'clock'] loop
    execute format('drop trigger rights on %I', name);
  end loop;
end $$;
drop function auth.enter(bytea, boolean, uuid, timestamptz), auth.stale(), auth.actor_behind(bytea, boolean, uuid, timestamptz), auth.rights_until(uuid), auth.change_rights();
drop table auth.rights;
