-- The record: one table for what queues sort and filter by; what hangs on it; and who may see it.

-- up
create sequence incident_number start 100001;
create sequence request_number start 100001;
create sequence problem_number start 100001;
create sequence change_number start 100001;

create table ticket (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  number text not null unique,
  external_source text,
  external_number text,
  kind text not null check (kind in ('incident', 'request', 'problem', 'change')),
  state text not null check (state in ('new', 'assigned', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled')),
  open boolean not null generated always as (state in ('new', 'assigned', 'in_progress', 'on_hold')) stored,
  title text not null,
  description_id uuid,
  priority text not null check (priority in ('p1', 'p2', 'p3', 'p4')),
  impact text not null check (impact in ('low', 'medium', 'high')),
  urgency text not null check (urgency in ('low', 'medium', 'high')),
  service_id uuid references service,
  category_id uuid references category,
  configuration_item_id uuid,
  unit_id uuid references unit,
  site_id uuid references site,
  requester_id uuid references person,
  filed_by_id uuid references person,
  channel text not null check (channel in ('web', 'phone', 'walk_in', 'mail', 'monitoring')),
  language text not null check (language in ('nb', 'nn', 'en')),
  group_id uuid references assignment_group,
  assignee_id uuid references person,
  restricted boolean not null default false,
  hold_reason text check (hold_reason in ('requester', 'supplier', 'change', 'problem', 'other')),
  hold_until timestamptz,
  resolution_code text,
  resolution_id uuid,
  resolved_by_id uuid references person,
  cancellation_id uuid,
  reopen_count integer not null default 0,
  merged_into_id uuid references ticket,
  -- filled by a reader of the log once there are service levels; null = no target
  response_due_at timestamptz,
  resolution_due_at timestamptz,
  -- the administrator's own fields and the version of the form they were filled in
  fields jsonb,
  form_version integer,
  retention_class text not null default 'standard',
  version integer not null default 1,
  conversation_version integer not null default 0,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  resolved_at timestamptz,
  closed_at timestamptz,
  check ((hold_reason is not null) = (state = 'on_hold') or external_source is not null),
  check (state <> 'assigned' or group_id is not null or assignee_id is not null or external_source is not null)
);

create unique index ticket_external on ticket (organisation_id, external_source, external_number) where external_number is not null;
-- What another system called it stays resolvable, whichever system that was.
create index ticket_external_number on ticket (external_number) where external_number is not null;
-- One index for each queue and order; partial where a queue shows open work only.
create index ticket_open_opened on ticket (organisation_id, opened_at, id) where open;
create index ticket_open_updated on ticket (organisation_id, updated_at, id) where open;
create index ticket_open_priority on ticket (organisation_id, priority, opened_at, id) where open;
create index ticket_unassigned on ticket (organisation_id, opened_at, id) where open and assignee_id is null;
create index ticket_group on ticket (group_id, opened_at, id) where open;
create index ticket_mine on ticket (assignee_id, opened_at, id) where open;
create index ticket_requested on ticket (requester_id, opened_at, id);
create index ticket_filed on ticket (filed_by_id, opened_at, id);
create index ticket_unit on ticket (unit_id, opened_at, id) where unit_id is not null;
create index ticket_all_opened on ticket (organisation_id, opened_at, id);
create index ticket_all_group on ticket (organisation_id, group_id, opened_at, id);
create index ticket_all_service on ticket (organisation_id, service_id, opened_at, id);
create index ticket_all_site on ticket (organisation_id, site_id, opened_at, id);
-- What somebody holds of the restricted, and whom a restricted one names: few.
create index ticket_held_restricted on ticket (assignee_id) where restricted;
create index ticket_resolved on ticket (organisation_id, resolved_at, id) where resolved_at is not null;

create table ticket_circle (
  ticket_id uuid not null references ticket,
  organisation_id uuid not null references organisation,
  person_id uuid references person,
  group_id uuid references assignment_group,
  check (num_nonnulls(person_id, group_id) = 1),
  unique nulls not distinct (ticket_id, person_id, group_id)
);
create index ticket_circle_person on ticket_circle (person_id) where person_id is not null;
create index ticket_circle_group on ticket_circle (group_id) where group_id is not null;

create table entry (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  ticket_id uuid not null references ticket,
  audience text not null check (audience in ('public', 'internal')),
  author_id uuid references person,
  text_id uuid not null references text_revision,
  channel text not null default 'web',
  language text,
  conversation_version integer,
  written_at timestamptz not null
);
create index entry_ticket on entry (ticket_id, written_at, id);

create table attachment (
  id uuid primary key,
  -- null until it is attached to something: then it is its uploader's alone
  organisation_id uuid references organisation,
  ticket_id uuid references ticket,
  entry_id uuid references entry,
  internal boolean not null default false,
  uploaded_by_id uuid not null references person,
  uploaded_at timestamptz not null,
  storage_key text not null unique,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 bytea not null,
  check ((ticket_id is null) = (organisation_id is null))
);
create index attachment_ticket on attachment (ticket_id) where ticket_id is not null;
create index attachment_unclaimed on attachment (uploaded_at) where ticket_id is null;

create table ticket_watcher (
  ticket_id uuid not null references ticket,
  person_id uuid not null references person,
  organisation_id uuid not null references organisation,
  since timestamptz not null,
  primary key (person_id, ticket_id)
);
create index ticket_watcher_ticket on ticket_watcher (ticket_id);

create table ticket_link (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  from_id uuid not null references ticket,
  to_id uuid not null references ticket,
  kind text not null check (kind in ('parent', 'duplicate_of', 'caused_by', 'resolved_by', 'relates_to', 'affects')),
  check (from_id <> to_id),
  unique (from_id, to_id, kind)
);
create index ticket_link_to on ticket_link (to_id);

create table draft (
  person_id uuid not null references person,
  ticket_id uuid not null references ticket,
  audience text not null check (audience in ('public', 'internal')),
  organisation_id uuid not null references organisation,
  body text not null,
  revision integer not null,
  based_on_version integer,
  saved_at timestamptz not null,
  primary key (person_id, ticket_id, audience)
);

-- What is due. Written with the record; a worker takes what has come due, so no clock of its own decides.
create table timer (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  due_at timestamptz not null,
  unique (subject_id, kind)
);
create index timer_due on timer (due_at);

create table idempotency_key (
  person_id uuid not null references person,
  key text not null,
  hash bytea not null,
  made_id uuid not null,
  ticket_id uuid,
  made_at timestamptz not null,
  primary key (person_id, key)
);
create index idempotency_key_age on idempotency_key (made_at);

create table notification (
  person_id uuid not null references person,
  organisation_id uuid not null references organisation,
  ticket_id uuid not null references ticket,
  event_id bigint not null,
  type text not null,
  told_at timestamptz not null,
  seen_at timestamptz,
  primary key (person_id, event_id)
);
create index notification_unseen on notification (person_id, ticket_id) where seen_at is null;

-- Which people and groups a restricted ticket names. A function because the circle's own policy asks the ticket.
create function in_circle(of_ticket uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from ticket_circle c where c.ticket_id = of_ticket
          and (c.person_id = asker() or c.group_id = any (asker_groups()))) $$;

call guard_table('ticket');
-- The same predicate as `maySee` in libs/domain/src/sight.ts; a generated test compares the two.
create policy ticket_sight on ticket to felles_api_work
  using (
    organisation_id = any ((select asker_organisations())::uuid[])
    and case
      when requester_id = (select asker()) or filed_by_id = (select asker()) then true
      when restricted then assignee_id is not distinct from (select asker()) or in_circle(id)
      else organisation_id = any ((select asker_reads())::uuid[])
        or coalesce(unit_id = any ((select asker_units())::uuid[]), false)
    end)
  with check (organisation_id = any ((select asker_organisations())::uuid[]));
create policy system_sight on ticket to felles_worker_work
  using (organisation_id = any ((select asker_organisations())::uuid[]))
  with check (organisation_id = any ((select asker_organisations())::uuid[]));

-- What hangs on a ticket is seen by those who see the ticket, internal parts by those who read its organisation's notes.
create procedure guard_by_ticket(name regclass, ticket_column text, public_if text) language plpgsql as $$
begin
  call guard_table(name);
  execute format('create policy ticket_sight on %1$s to felles_api_work
    using (organisation_id = any ((select asker_organisations())::uuid[])
      and (%3$s or organisation_id = any ((select asker_reads())::uuid[]))
      and exists (select from ticket t where t.id = %1$s.%2$I))
    with check (organisation_id = any ((select asker_organisations())::uuid[]))', name, ticket_column, public_if);
  execute format('create policy system_sight on %s to felles_worker_work
    using (organisation_id = any ((select asker_organisations())::uuid[]))
    with check (organisation_id = any ((select asker_organisations())::uuid[]))', name);
end $$;

call guard_by_ticket('text_revision', 'ticket_id', 'not internal');
call guard_by_ticket('entry', 'ticket_id', $q$audience = 'public'$q$);
call guard_by_ticket('ticket_circle', 'ticket_id', 'true');
call guard_by_ticket('ticket_watcher', 'ticket_id', 'true');

call guard_table('attachment');
create policy attachment_sight on attachment to felles_api_work
  using (case
    when ticket_id is null then uploaded_by_id = (select asker())
    else organisation_id = any ((select asker_organisations())::uuid[])
      and (not internal or organisation_id = any ((select asker_reads())::uuid[]))
      and exists (select from ticket t where t.id = attachment.ticket_id)
    end)
  with check (organisation_id is null or organisation_id = any ((select asker_organisations())::uuid[]));
create policy system_sight on attachment to felles_worker_work using (true);

-- A link is seen by those who see both its ends.
call guard_table('ticket_link');
create policy both_ends on ticket_link to felles_api_work
  using (organisation_id = any ((select asker_organisations())::uuid[])
    and exists (select from ticket t where t.id = from_id) and exists (select from ticket t where t.id = to_id))
  with check (organisation_id = any ((select asker_organisations())::uuid[]));

-- Drafts, keys and notifications are one person's own.
call guard_table('draft');
create policy own on draft to felles_api_work
  using (person_id = (select asker()) and exists (select from ticket t where t.id = ticket_id))
  with check (person_id = (select asker()));
call guard_table('idempotency_key');
create policy own on idempotency_key to felles_api_work
  using (person_id = (select asker())) with check (person_id = (select asker()));
create policy system_sight on idempotency_key to felles_worker_work using (true);
call guard_table('notification');
create policy own on notification to felles_api_work
  using (person_id = (select asker()) and exists (select from ticket t where t.id = ticket_id));
create policy system_sight on notification to felles_worker_work using (true) with check (true);
call guard_by_organisation('timer');
create policy system_sight on timer to felles_worker_work using (true);

-- The log: an asker reads what happened to tickets in sight; the worker reads ids across organisations.
call guard_table('domain_event');
create policy ticket_sight on domain_event for select to felles_api_work
  using (organisation_id = any ((select asker_organisations())::uuid[]) and subject_kind = 'ticket'
    and (not internal or organisation_id = any ((select asker_reads())::uuid[]))
    and exists (select from ticket t where t.id = subject_id));
create policy written_here on domain_event for insert to felles_api_work, felles_worker_work
  with check (organisation_id = any ((select asker_organisations())::uuid[]));
create policy reader_sight on domain_event for select to felles_worker_work using (true);

-- The words of `ticket_sight`, for the functions below, which do not read under it. The same test compares it too.
create function asker_sees(t ticket) returns boolean language sql stable parallel safe as $$
  select t.organisation_id = any (asker_organisations())
    and case
      when t.requester_id = asker() or t.filed_by_id = asker() then true
      when t.restricted then t.assignee_id is not distinct from asker() or in_circle(t.id)
      else t.organisation_id = any (asker_reads()) or coalesce(t.unit_id = any (asker_units()), false)
    end
$$;

-- What hangs on one ticket in the asker's sight, with the names a reader needs; no row when it is out of sight. Under
-- row-level security each of these tables asks anew who asks, at the cost of the rest together.
create function ticket_parts(of_ticket uuid) returns table (organisation_name text, requester_name text, filed_by_name text,
    assignee_name text, resolved_by_name text, group_name jsonb, service_name jsonb, category_name jsonb, site_name jsonb,
    unit_name jsonb, description text, resolution text, cancellation text, watching boolean, entries jsonb, attachments jsonb,
    links jsonb, circle jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select
    (select name from organisation where id = t.organisation_id),
    (select display_name from person where id = t.requester_id),
    (select display_name from person where id = t.filed_by_id),
    (select display_name from person where id = t.assignee_id),
    (select display_name from person where id = t.resolved_by_id),
    (select name from assignment_group where id = t.group_id),
    (select name from service where id = t.service_id),
    (select name from category where id = t.category_id),
    (select name from site where id = t.site_id),
    (select name from unit where id = t.unit_id),
    (select body from text_revision where id = t.description_id),
    (select body from text_revision where id = t.resolution_id),
    (select body from text_revision where id = t.cancellation_id),
    exists (select from ticket_watcher w where w.ticket_id = t.id and w.person_id = asker()),
    (select jsonb_agg(jsonb_build_object('id', n.id, 'audience', n.audience, 'authorId', n.author_id, 'authorName', p.display_name,
        'body', x.body, 'html', x.html, 'channel', n.channel, 'language', n.language, 'writtenAt', n.written_at,
        'conversationVersion', n.conversation_version) order by n.written_at, n.id)
      from entry n join text_revision x on x.id = n.text_id left join person p on p.id = n.author_id
      where n.ticket_id = t.id and (n.audience = 'public' or t.organisation_id = any (asker_reads()))),
    (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'entryId', f.entry_id)
        order by f.uploaded_at, f.id)
      from attachment f where f.ticket_id = t.id and (not f.internal or t.organisation_id = any (asker_reads()))),
    (select jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'outgoing', l.from_id = t.id, 'ticketId', o.id,
        'number', o.number, 'title', o.title, 'state', o.state) order by o.number)
      from ticket_link l join ticket o on o.id = case when l.from_id = t.id then l.to_id else l.from_id end
      where (l.from_id = t.id or l.to_id = t.id) and l.organisation_id = any (asker_organisations()) and asker_sees(o)),
    (select jsonb_agg(jsonb_build_object('personId', c.person_id, 'personName', p.display_name, 'groupId', c.group_id, 'groupName', g.name))
      from ticket_circle c left join person p on p.id = c.person_id left join assignment_group g on g.id = c.group_id
      where c.ticket_id = t.id and t.restricted)
  from ticket t where t.id = of_ticket and asker_sees(t)
$$;

-- down
drop function ticket_parts(uuid), asker_sees(ticket);
drop table notification, idempotency_key, timer, draft, ticket_link, ticket_watcher, attachment, entry, ticket_circle cascade;
drop policy ticket_sight on text_revision;
drop policy system_sight on text_revision;
drop policy owner_all on text_revision;
drop policy ticket_sight on domain_event;
drop policy written_here on domain_event;
drop policy reader_sight on domain_event;
drop policy owner_all on domain_event;
drop table ticket cascade;
drop procedure guard_by_ticket(regclass, text, text);
drop function in_circle(uuid);
drop sequence incident_number, request_number, problem_number, change_number;
