-- Major incidents with their room, review and measures; problems with their diagnosis; and the notices that tell the
-- municipality what is known.

-- up
create table major_incident (
  ticket_id uuid primary key references ticket,
  organisation_id uuid not null references organisation,
  severity smallint not null check (severity between 1 and 3),
  reason_id uuid not null references text_revision,
  manager_id uuid not null references person,
  declared_at timestamptz not null,
  declared_by_id uuid references person,
  next_update_at timestamptz,
  stood_down_at timestamptz,
  what_happened_id uuid references text_revision,
  impact_id uuid references text_revision,
  cause_id uuid references text_revision,
  lessons_id uuid references text_revision,
  review_version integer not null default 0,
  reviewed_by_id uuid references person,
  approved_at timestamptz,
  approved_by_id uuid references person,
  -- `majorState` in libs/domain/src/major-incidents.ts
  state text not null generated always as (case when approved_at is not null then 'approved' when stood_down_at is null then 'open'
    when review_version > 0 then 'review' else 'stood_down' end) stored,
  check (approved_at is null or (stood_down_at is not null and review_version > 0)),
  -- nobody approves a review of what they led, or what they wrote themselves
  check (approved_by_id is null or (approved_by_id <> manager_id and approved_by_id is distinct from reviewed_by_id))
);
create index major_incident_declared on major_incident (organisation_id, declared_at, ticket_id);
create index major_incident_state on major_incident (organisation_id, state, declared_at, ticket_id);

create table major_service (
  ticket_id uuid not null references major_incident on delete cascade,
  organisation_id uuid not null references organisation,
  service_id uuid not null references service,
  primary key (ticket_id, service_id)
);

create table major_organisation (
  ticket_id uuid not null references major_incident on delete cascade,
  organisation_id uuid not null references organisation,
  affected_id uuid not null references organisation,
  primary key (ticket_id, affected_id)
);

create table major_role (
  ticket_id uuid not null references major_incident on delete cascade,
  organisation_id uuid not null references organisation,
  role text not null check (role in ('communications', 'technical', 'scribe')),
  person_id uuid not null references person,
  since timestamptz not null,
  primary key (ticket_id, role)
);

create table major_entry (
  id uuid primary key,
  ticket_id uuid not null references major_incident,
  organisation_id uuid not null references organisation,
  kind text not null check (kind in ('status', 'decision', 'action', 'communication', 'observation')),
  text_id uuid not null references text_revision,
  author_id uuid references person,
  -- told outside the room as well; only a status is
  public boolean not null default false check (kind = 'status' or not public),
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  check (happened_at <= recorded_at)
);
create index major_entry_ticket on major_entry (ticket_id, happened_at, id);

create table measure (
  id uuid primary key,
  ticket_id uuid not null references major_incident,
  organisation_id uuid not null references organisation,
  text_id uuid not null references text_revision,
  owner_id uuid not null references person,
  due_on date not null,
  done_at timestamptz,
  added_at timestamptz not null,
  version integer not null default 1
);
create index measure_ticket on measure (ticket_id, due_on, id);
create index measure_due on measure (organisation_id, due_on, id);
create index measure_open on measure (organisation_id, due_on, id) where done_at is null;

-- Solving a major solves its children one by one, each in a commit of its own: what is to be done is born with the
-- solution, and what became of each stands here.
create table major_child_resolution (
  major_id uuid not null references major_incident,
  child_id uuid not null references ticket,
  organisation_id uuid not null references organisation,
  asked_by_id uuid not null references person,
  code text not null,
  body_id uuid not null references text_revision,
  outcome text not null default 'pending' check (outcome in ('pending', 'resolved', 'restricted', 'not_found', 'not_allowed')),
  asked_at timestamptz not null,
  done_at timestamptz,
  primary key (major_id, child_id)
);

call guard_by_ticket('major_incident', 'ticket_id', 'false');
call guard_by_ticket('major_service', 'ticket_id', 'false');
call guard_by_ticket('major_organisation', 'ticket_id', 'false');
call guard_by_ticket('major_role', 'ticket_id', 'false');
call guard_by_ticket('major_entry', 'ticket_id', 'false');
call guard_by_ticket('measure', 'ticket_id', 'false');
call guard_by_ticket('major_child_resolution', 'major_id', 'false');

-- An approved review is what it is, whatever code comes to be written above it. Measures are followed until they are done:
-- who, when due and when done may still change; what is to be done may not.
create function stay_approved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_ticket uuid := case tg_op when 'INSERT' then new.ticket_id else old.ticket_id end;
  approved timestamptz;
begin
  -- Held until this commits: an approval on its way waits for what is being written, or the other way round.
  select approved_at into approved from major_incident where ticket_id = of_ticket for share;
  if approved is not null then
    -- apart, because only a measure has these columns
    if tg_table_name = 'measure' and tg_op = 'UPDATE' then
      if new.text_id = old.text_id and new.ticket_id = old.ticket_id then return new; end if;
    end if;
    raise 'the review is approved' using errcode = 'FE003';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
do $$
declare name text;
begin
  foreach name in array array['major_service', 'major_organisation', 'major_role', 'major_entry', 'measure'] loop
    execute format('create trigger approved before insert or update or delete on %I for each row execute function stay_approved()', name);
  end loop;
end $$;
create function stay_approved_itself() returns trigger language plpgsql as $$
begin
  if old.approved_at is not null then raise 'the review is approved' using errcode = 'FE003'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger approved before update or delete on major_incident for each row execute function stay_approved_itself();

create table problem (
  ticket_id uuid primary key references ticket,
  organisation_id uuid not null references organisation,
  cause_id uuid references text_revision,
  workaround_id uuid references text_revision,
  known_error_at timestamptz
);
call guard_by_ticket('problem', 'ticket_id', 'false');

-- What the portal and the public status page say. Its words are public by being published, and are its own: nothing of the
-- incident behind it is ever shown by it.
create table notice (
  id uuid primary key,
  -- whose desk says it; `notice_place` is whom it concerns
  organisation_id uuid not null references organisation,
  ticket_id uuid references ticket,
  title jsonb not null,
  body jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  published_at timestamptz not null,
  published_by_id uuid references person,
  withdrawn_at timestamptz,
  -- {"at", "text"}, newest last: what has been said publicly since
  updates jsonb not null default '[]' check (jsonb_typeof(updates) = 'array'),
  version integer not null default 1
);
create index notice_current on notice (organisation_id, starts_at, id) where withdrawn_at is null;
create index notice_ticket on notice (ticket_id) where ticket_id is not null;

create table notice_place (
  notice_id uuid not null references notice,
  organisation_id uuid not null references organisation,
  desk_organisation_id uuid not null references organisation,
  primary key (notice_id, organisation_id)
);
create table notice_service (
  notice_id uuid not null references notice,
  service_id uuid not null references service,
  desk_organisation_id uuid not null references organisation,
  primary key (notice_id, service_id)
);

-- One sees where a notice applies if one belongs there, or reads for whoever says it.
call guard_table('notice_place');
create policy concerned on notice_place to felles_api_work
  using (organisation_id = any ((select asker_organisations())::uuid[]) or desk_organisation_id = any ((select asker_reads())::uuid[]))
  with check (desk_organisation_id = any ((select asker_reads())::uuid[]) and organisation_id = any ((select asker_organisations())::uuid[]));
call guard_table('notice');
create policy readers on notice to felles_api_work
  using (organisation_id = any ((select asker_reads())::uuid[]) and (ticket_id is null or exists (select from ticket t where t.id = ticket_id)))
  with check (organisation_id = any ((select asker_reads())::uuid[]));
create policy concerned on notice for select to felles_api_work
  using (withdrawn_at is null and exists (select from notice_place p where p.notice_id = notice.id
    and p.organisation_id = any ((select asker_organisations())::uuid[])));
call guard_table('notice_service');
create policy concerned on notice_service to felles_api_work
  using (exists (select from notice n where n.id = notice_id))
  with check (desk_organisation_id = any ((select asker_reads())::uuid[]));

-- The public status page: the notices' own words, the services' and municipalities' names, and times. Nothing of a ticket,
-- no number, nobody. It is open to all, so it is this function and not a policy that says what is in it.
create function auth.public_status() returns table (id uuid, title jsonb, body jsonb, updates jsonb, services jsonb, places jsonb,
    starts_at timestamptz, ends_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select n.id, n.title, n.body, n.updates,
    (select coalesce(jsonb_agg(s.name order by s.name->>'nb'), '[]') from notice_service ns join service s on s.id = ns.service_id where ns.notice_id = n.id),
    (select coalesce(jsonb_agg(o.name order by o.name), '[]') from notice_place p join organisation o on o.id = p.organisation_id where p.notice_id = n.id),
    n.starts_at, n.ends_at
  from notice n
  where n.withdrawn_at is null and (n.ends_at is null or n.ends_at > felles_now())
  order by n.starts_at desc, n.id limit 50
$$;

-- Whether the asker may see the notice, and the incident behind it: for filing beneath one that the filer must not see.
create function incident_behind(of_notice uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select n.ticket_id from notice n join ticket t on t.id = n.ticket_id
   where n.id = of_notice and n.withdrawn_at is null and t.kind = 'incident'
     and exists (select from notice_place p where p.notice_id = n.id and p.organisation_id = any (asker_organisations()))
$$;

-- What the practices add to a ticket for those who read the desk's own: the known errors an incident is caused by, the
-- major it is or belongs to, and a problem's diagnosis. Asked only by readers, and only then.
create function ticket_practices(of_ticket uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select case t.kind
    when 'incident' then jsonb_build_object(
      'knownErrors', (select jsonb_agg(jsonb_build_object('id', p.id, 'number', p.number, 'title', p.title, 'workaround', x.body) order by p.number)
        from ticket_link l join ticket p on p.id = l.to_id join problem d on d.ticket_id = p.id left join text_revision x on x.id = d.workaround_id
        where l.from_id = t.id and l.kind = 'caused_by' and p.state = 'known_error' and p.organisation_id = any (asker_reads()) and asker_sees(p)),
      'major', (select jsonb_build_object('severity', m.severity, 'state', m.state) from major_incident m where m.ticket_id = t.id))
    when 'problem' then jsonb_build_object('diagnosis', (select jsonb_build_object('cause', c.body, 'workaround', w.body,
        'knownErrorAt', to_char(d.known_error_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from problem d left join text_revision c on c.id = d.cause_id left join text_revision w on w.id = d.workaround_id where d.ticket_id = t.id))
    end
  from ticket t where t.id = of_ticket and t.organisation_id = any (asker_reads()) and asker_sees(t)
$$;

-- How many words two headings share, as search counts words.
create function words_in_common(one text, other text) returns integer language sql immutable parallel safe security definer
    set search_path = public, pg_temp as $$
  select count(*)::integer from (
    select unnest(tsvector_to_array(to_tsvector('felles_stem', fold(one)))) intersect
    select unnest(tsvector_to_array(to_tsvector('felles_stem', fold(other))))) shared
$$;

-- down
drop function words_in_common(text, text), ticket_practices(uuid), incident_behind(uuid), auth.public_status();
drop table notice_service, notice_place, notice cascade;
drop table problem, major_child_resolution, measure, major_entry, major_role, major_organisation, major_service, major_incident;
drop function stay_approved(), stay_approved_itself();
