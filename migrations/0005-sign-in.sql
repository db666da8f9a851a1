-- What must happen before an asker is known: a short committed list of SECURITY DEFINER functions.
-- The API's login role may execute these and nothing else outside a unit of work.

-- up
create table auth.password (
  identity_id uuid primary key references identity,
  hash text not null,
  changed_at timestamptz not null
);

create table auth.session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person,
  identity_id uuid not null references identity,
  -- 1 = one factor, 2 = two; step-up raises it
  assurance smallint not null default 1,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on auth.session (person_id);

create table auth.api_token (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null,
  token_hash bytea not null unique,
  scopes text[] not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index api_token_person on auth.api_token (person_id);

-- Failed attempts, counted per key: a known device for that address, else address and network. A stranger's
-- failures never count against the owner's own devices.
create table auth.attempt (
  key bytea not null,
  at timestamptz not null
);
create index attempt_key on auth.attempt (key, at);

-- Everything a person's rights follow from, in the shape of `Actor` (libs/domain/src/actor.ts); null when archived
-- or without any membership today.
create function auth.actor_of(who uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'personId', p.id, 'displayName', p.display_name, 'language', p.language,
    'memberships', (select coalesce(jsonb_agg(jsonb_build_object(
        'organisationId', m.organisation_id, 'unitId', m.unit_id,
        'roles', (select coalesce(jsonb_agg(r.role), '[]') from membership_role r where r.membership_id = m.id))), '[]')
      from membership m join organisation o on o.id = m.organisation_id and o.archived_at is null
      where m.person_id = p.id and m.valid_from <= felles_now() and (m.valid_to is null or m.valid_to > felles_now())),
    'groups', (select coalesce(jsonb_agg(jsonb_build_object(
        'groupId', g.group_id, 'role', g.role,
        'serves', (select coalesce(jsonb_agg(s.organisation_id), '[]') from assignment_group_serves s where s.group_id = g.group_id))), '[]')
      from assignment_group_member g join assignment_group a on a.id = g.group_id and a.archived_at is null
      where g.person_id = p.id))
  from person p
  where p.id = who and p.archived_at is null and p.merged_into_id is null
    and exists (select from membership m where m.person_id = p.id
      and m.valid_from <= felles_now() and (m.valid_to is null or m.valid_to > felles_now()))
$$;

create function auth.credential(address text) returns table (identity_id uuid, person_id uuid, hash text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.person_id, p.hash from identity i join auth.password p on p.identity_id = i.id
   where i.provider = 'local' and i.subject = lower(address)
$$;

create function auth.open_session(session_id uuid, hash bytea, of_person uuid, of_identity uuid, level smallint, lasts interval)
  returns void language sql security definer set search_path = public, pg_temp as $$
  insert into auth.session (id, token_hash, person_id, identity_id, assurance, opened_at, seen_at, expires_at)
  values (session_id, hash, of_person, of_identity, level, felles_now(), felles_now(), felles_now() + lasts)
$$;

-- The per-request check: one indexed look-up.
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

create function auth.touch_session(of_session uuid, lasts interval) returns void language sql security definer set search_path = public, pg_temp as $$
  update auth.session set seen_at = felles_now(), expires_at = felles_now() + lasts where id = of_session
$$;

create function auth.close_session(of_session uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from auth.session where id = of_session
$$;

create function auth.count_attempts(of_key bytea, since interval) returns bigint language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) from auth.attempt where key = of_key and at > felles_now() - since
$$;

create function auth.record_attempt(of_key bytea) returns void language sql security definer set search_path = public, pg_temp as $$
  insert into auth.attempt values (of_key, felles_now())
$$;

create function auth.forget_attempts(of_key bytea) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from auth.attempt where key = of_key
$$;

-- Tokens are made and listed by their owner, inside a unit of work.
create function auth.make_token(token_id uuid, hash bytea, title text, allowed text[], lasts interval) returns timestamptz
  language sql security definer set search_path = public, pg_temp as $$
  insert into auth.api_token (id, person_id, name, token_hash, scopes, made_at, expires_at)
  values (token_id, asker(), title, hash, allowed, felles_now(), felles_now() + lasts) returning expires_at
$$;

create function auth.own_tokens() returns table (id uuid, name text, scopes text[], made_at timestamptz, expires_at timestamptz, used_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select id, name, scopes, made_at, expires_at, used_at from auth.api_token where person_id = asker() order by made_at desc
$$;

create function auth.withdraw_token(token_id uuid) returns boolean language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from auth.api_token where id = token_id and person_id = asker() returning 1) select exists (select from gone)
$$;

-- What has ended is forgotten.
create function auth.sweep() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from auth.session where expires_at < felles_now();
  delete from auth.attempt where at < felles_now() - interval '1 day';
  delete from auth.api_token where expires_at < felles_now() - interval '30 days';
$$;

-- down
drop function auth.sweep(), auth.withdraw_token(uuid), auth.own_tokens(), auth.make_token(uuid, bytea, text, text[], interval),
  auth.forget_attempts(bytea), auth.record_attempt(bytea), auth.count_attempts(bytea, interval), auth.close_session(uuid),
  auth.touch_session(uuid, interval), auth.token_actor(bytea), auth.session_actor(bytea),
  auth.open_session(uuid, bytea, uuid, uuid, smallint, interval), auth.credential(text), auth.actor_of(uuid);
drop table auth.attempt, auth.api_token, auth.session, auth.password;
