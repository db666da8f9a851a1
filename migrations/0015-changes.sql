-- Changes: what is planned, when, on what, who approved it and what became of it.

-- up
create table change (
  ticket_id uuid primary key references ticket,
  organisation_id uuid not null references organisation,
  type text not null check (type in ('standard', 'normal', 'emergency')),
  risk text check (risk in ('low', 'medium', 'high')),
  -- {question: answer}, codes of libs/domain/src/changes.ts
  risk_answers jsonb not null default '{}',
  implementation_id uuid references text_revision,
  test_id uuid references text_revision,
  back_out_id uuid references text_revision,
  review_id uuid references text_revision,
  starts_at timestamptz,
  ends_at timestamptz,
  -- Half-open: where one window ends the next may begin. Null without a window, which would otherwise be all of time.
  planned tstzrange generated always as (case when starts_at is not null then tstzrange(starts_at, ends_at) end) stored,
  -- Approvals count for one round; a plan taken back begins another.
  round integer not null default 0,
  quorum integer check (quorum >= 0),
  -- Proposed by the servers while it is in review, decided when it is closed.
  result text check (result in ('successful', 'successful_with_issues', 'unsuccessful')),
  check ((starts_at is null) = (ends_at is null)),
  check (starts_at < ends_at)
);
create index change_planned on change using gist (planned);

create table change_item (
  ticket_id uuid not null references change,
  configuration_item_id uuid not null references configuration_item,
  organisation_id uuid not null references organisation,
  primary key (ticket_id, configuration_item_id)
);
create index change_item_item on change_item (configuration_item_id, ticket_id);

create table change_service (
  ticket_id uuid not null references change,
  service_id uuid not null references service,
  organisation_id uuid not null references organisation,
  primary key (ticket_id, service_id)
);

-- One per person and round, whatever is sent at once.
create table change_approval (
  ticket_id uuid not null references change,
  round integer not null,
  person_id uuid not null references person,
  organisation_id uuid not null references organisation,
  decision text not null check (decision in ('approved', 'rejected')),
  comment_id uuid references text_revision,
  given_at timestamptz not null,
  primary key (ticket_id, round, person_id)
);

create table change_task (
  id uuid primary key,
  ticket_id uuid not null references change,
  organisation_id uuid not null references organisation,
  text_id uuid not null references text_revision,
  added_at timestamptz not null,
  done_at timestamptz,
  done_by_id uuid references person,
  check ((done_at is null) = (done_by_id is null))
);
create index change_task_ticket on change_task (ticket_id, added_at, id);

-- The updates it is to install, ticked by the servers' own reports.
create table change_update (
  ticket_id uuid not null references change,
  configuration_item_id uuid not null references configuration_item,
  update_id text not null,
  organisation_id uuid not null references organisation,
  outcome text not null default 'planned' check (outcome in ('planned', 'installed', 'failed', 'missing')),
  ticked_at timestamptz,
  primary key (ticket_id, configuration_item_id, update_id),
  foreign key (ticket_id, configuration_item_id) references change_item
);
create index change_update_server on change_update (configuration_item_id, ticket_id);

-- All of it is the desk's own: for those who read the organisation's notes and see the ticket.
call guard_by_ticket('change', 'ticket_id', 'false');
call guard_by_ticket('change_item', 'ticket_id', 'false');
call guard_by_ticket('change_service', 'ticket_id', 'false');
call guard_by_ticket('change_approval', 'ticket_id', 'false');
call guard_by_ticket('change_task', 'ticket_id', 'false');
call guard_by_ticket('change_update', 'ticket_id', 'false');

create index ticket_change on ticket (organisation_id, opened_at, id) where kind = 'change';

-- Whether the asker sees this ticket and reads what the desk keeps on it.
create function asker_reads_change(t ticket) returns boolean language sql stable parallel safe as $$
  select t.kind = 'change' and t.organisation_id = any (asker_reads()) and asker_sees(t)
$$;

-- What hangs on one change in the asker's sight, as `ticket_parts` does for every ticket.
create function change_parts(of_ticket uuid) returns table (type text, risk text, risk_answers jsonb, implementation text, test text,
    back_out text, review text, starts_at timestamptz, ends_at timestamptz, round integer, quorum integer, result text, time_zone text,
    items jsonb, services jsonb, approvals jsonb, tasks jsonb, updates jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.type, c.risk, c.risk_answers,
    (select body from text_revision where id = c.implementation_id),
    (select body from text_revision where id = c.test_id),
    (select body from text_revision where id = c.back_out_id),
    (select body from text_revision where id = c.review_id),
    c.starts_at, c.ends_at, c.round, c.quorum, c.result,
    (select time_zone from organisation where id = t.organisation_id),
    (select jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name, 'class', i.class) order by lower(i.name), i.id)
      from change_item x join configuration_item i on i.id = x.configuration_item_id where x.ticket_id = t.id),
    (select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name->>'nb', s.id)
      from change_service x join service s on s.id = x.service_id where x.ticket_id = t.id),
    (select jsonb_agg(jsonb_build_object('round', a.round, 'decision', a.decision, 'personId', p.id, 'personName', p.display_name,
        'comment', x.body, 'at', a.given_at) order by a.given_at, p.id)
      from change_approval a join person p on p.id = a.person_id left join text_revision x on x.id = a.comment_id where a.ticket_id = t.id),
    (select jsonb_agg(jsonb_build_object('id', k.id, 'text', x.body, 'doneAt', k.done_at, 'personId', p.id, 'personName', p.display_name)
        order by k.added_at, k.id)
      from change_task k join text_revision x on x.id = k.text_id left join person p on p.id = k.done_by_id where k.ticket_id = t.id),
    (select jsonb_agg(jsonb_build_object('itemId', i.id, 'itemName', i.name, 'updateId', u.update_id, 'outcome', u.outcome,
        'tickedAt', u.ticked_at, 'title', s.title, 'severity', s.severity, 'security', s.security, 'exploited', s.exploited)
        order by lower(i.name), i.id, u.update_id)
      from change_update u join configuration_item i on i.id = u.configuration_item_id
      left join server_update s on s.configuration_item_id = u.configuration_item_id and s.update_id = u.update_id
      where u.ticket_id = t.id)
  from ticket t join change c on c.ticket_id = t.id where t.id = of_ticket and asker_reads_change(t)
$$;

-- Changes in these states whose window meets this one and whose items meet these: the same item, one it runs on or depends on
-- (`host`), or one that runs on or depends on it (`dependant`), however many steps away; the nearest reason first. Items and
-- relations out of the asker's sight lead nowhere. `union` forgets what has been reached, so a ring among them ends.
-- Below a policy PostgreSQL would not use the index of ranges, so this asks sight itself.
create function changes_near(of_items uuid[], from_time timestamptz, to_time timestamptz, in_states text[], except_for uuid)
  returns table (ticket_id uuid, starts_at timestamptz, ends_at timestamptz, item_id uuid, reason text, other_item_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive
    around as materialized (select c.ticket_id, c.starts_at, c.ends_at from change c join ticket t on t.id = c.ticket_id
      where c.planned && tstzrange(from_time, to_time) and c.ticket_id is distinct from except_for and t.state = any (in_states)
        and asker_reads_change(t)),
    touched as materialized (select a.*, x.configuration_item_id as item_id from around a join change_item x on x.ticket_id = a.ticket_id),
    mine as (select i.id from configuration_item i
      where i.id = any (of_items) and i.organisation_id = any ((select asker_reads())::uuid[]) and exists (select from touched)),
    below as (select id as item_id, id as reached from mine
      union select b.item_id, r.to_id from below b join configuration_relation r on r.from_id = b.reached
        where r.kind in ('runs_on', 'depends_on') and r.organisation_id = any ((select asker_reads())::uuid[])),
    above as (select id as item_id, id as reached from mine
      union select a.item_id, r.from_id from above a join configuration_relation r on r.to_id = a.reached
        where r.kind in ('runs_on', 'depends_on') and r.organisation_id = any ((select asker_reads())::uuid[])),
    near as (
      select item_id, reached, 1 as nearness from below where item_id = reached
      union all select item_id, reached, 2 from below where item_id <> reached
      union all select item_id, reached, 3 from above where item_id <> reached)
  select distinct on (t.starts_at, t.ticket_id, n.item_id, t.item_id) t.ticket_id, t.starts_at, t.ends_at, n.item_id,
    (array['same_item', 'host', 'dependant'])[n.nearness], t.item_id
  from touched t join near n on n.reached = t.item_id
  order by t.starts_at, t.ticket_id, n.item_id, t.item_id, n.nearness
$$;

-- The changes in the asker's sight whose window meets this one, in the order they begin, at most so many.
create function changes_between(from_time timestamptz, to_time timestamptz, in_states text[], most integer)
  returns table (ticket_id uuid, starts_at timestamptz, ends_at timestamptz, type text, risk text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.ticket_id, c.starts_at, c.ends_at, c.type, c.risk from change c join ticket t on t.id = c.ticket_id
   where c.planned && tstzrange(from_time, to_time) and t.state = any (in_states) and asker_reads_change(t)
   order by c.starts_at, c.ticket_id limit most
$$;

-- down
drop function changes_between(timestamptz, timestamptz, text[], integer), changes_near(uuid[], timestamptz, timestamptz, text[], uuid),
  change_parts(uuid), asker_reads_change(ticket);
drop index ticket_change;
drop table change_update, change_task, change_approval, change_service, change_item, change;
