-- One record for every practice: problems and changes stand beside incidents and requests, configuration items beneath them,
-- and a change manager approves.

-- up
insert into role values ('change_manager');

alter table ticket drop constraint ticket_state_check;
alter table ticket add constraint ticket_state_check check (case kind
  when 'problem' then state in ('new', 'investigating', 'known_error', 'resolved', 'closed', 'cancelled')
  when 'change' then state in ('draft', 'assess', 'authorise', 'scheduled', 'implementing', 'review', 'closed', 'rejected', 'cancelled', 'failed')
  else state in ('new', 'assigned', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled') end);
-- `isOpen` in libs/domain/src/lifecycle.ts; a test compares the two.
alter table ticket alter column open set expression as (state in ('new', 'assigned', 'in_progress', 'on_hold', 'investigating',
  'known_error', 'draft', 'assess', 'authorise', 'scheduled', 'implementing', 'review'));

alter table text_revision drop constraint text_revision_purpose_check;
alter table text_revision add constraint text_revision_purpose_check check (purpose in ('title', 'description', 'body', 'resolution',
  'reason', 'source', 'cause', 'workaround', 'implementation', 'test', 'back_out', 'review', 'task', 'comment', 'entry', 'what_happened',
  'impact', 'lessons', 'measure'));

create table configuration_item (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  class text not null check (class in ('server', 'network_device', 'client', 'application', 'service_endpoint')),
  name text not null,
  site_id uuid references site,
  service_id uuid references service,
  support_group_id uuid references assignment_group,
  -- a supplier is a group with agreements of its own
  supplier_id uuid references assignment_group,
  criticality text not null check (criticality in ('low', 'medium', 'high', 'critical')),
  service_hours text not null check (service_hours in ('office', 'extended', 'always')),
  version integer not null default 1,
  added_at timestamptz not null,
  updated_at timestamptz not null,
  retired_at timestamptz
);
-- Two machines of one name are one machine until the first is retired.
create unique index configuration_item_name on configuration_item (organisation_id, lower(name)) where retired_at is null;
create index configuration_item_class on configuration_item (organisation_id, class, lower(name), id);

create table configuration_relation (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  from_id uuid not null references configuration_item,
  to_id uuid not null references configuration_item,
  kind text not null check (kind in ('runs_on', 'depends_on', 'connected_to')),
  check (from_id <> to_id),
  unique (from_id, to_id, kind)
);
create index configuration_relation_to on configuration_relation (to_id, kind);

-- What is the desk's own is seen by those who read the organisation's notes.
create procedure guard_for_readers(name regclass) language plpgsql as $$
begin
  call guard_table(name);
  execute format('create policy readers on %1$s to felles_api_work using (organisation_id = any ((select asker_reads())::uuid[]))
    with check (organisation_id = any ((select asker_reads())::uuid[]))', name);
  execute format('create policy system_sight on %1$s to felles_worker_work using (organisation_id = any ((select asker_organisations())::uuid[]))
    with check (organisation_id = any ((select asker_organisations())::uuid[]))', name);
end $$;
call guard_for_readers('configuration_item');
call guard_for_readers('configuration_relation');

alter table ticket add foreign key (configuration_item_id) references configuration_item not valid;
create index ticket_configuration_item on ticket (configuration_item_id, opened_at, id) where configuration_item_id is not null;

-- What happened to a configuration item is read by the same.
create policy readers on domain_event for select to felles_api_work
  using (subject_kind = 'configuration_item' and organisation_id = any ((select asker_reads())::uuid[]));

-- As before, with the configuration item's name and the kinds of the tickets it is linked to.
drop function ticket_parts(uuid);
create function ticket_parts(of_ticket uuid) returns table (organisation_name text, requester_name text, filed_by_name text,
    assignee_name text, resolved_by_name text, group_name jsonb, service_name jsonb, category_name jsonb, site_name jsonb,
    unit_name jsonb, configuration_item_name text, description text, resolution text, cancellation text, watching boolean, entries jsonb, attachments jsonb,
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
    (select i.name from configuration_item i where i.id = t.configuration_item_id and t.organisation_id = any (asker_reads())),
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
    (select jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'outgoing', l.from_id = t.id, 'ticketId', o.id, 'ticketKind', o.kind,
        'number', o.number, 'title', o.title, 'state', o.state) order by o.number)
      from ticket_link l join ticket o on o.id = case when l.from_id = t.id then l.to_id else l.from_id end
      where (l.from_id = t.id or l.to_id = t.id) and l.organisation_id = any (asker_organisations()) and asker_sees(o)),
    (select jsonb_agg(jsonb_build_object('personId', c.person_id, 'personName', p.display_name, 'groupId', c.group_id, 'groupName', g.name))
      from ticket_circle c left join person p on p.id = c.person_id left join assignment_group g on g.id = c.group_id
      where c.ticket_id = t.id and t.restricted)
  from ticket t where t.id = of_ticket and asker_sees(t)
$$;

-- down
drop function ticket_parts(uuid);
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
drop policy readers on domain_event;
drop index ticket_configuration_item;
alter table ticket drop constraint ticket_configuration_item_id_fkey;
drop table configuration_relation, configuration_item;
drop procedure guard_for_readers(regclass);
alter table text_revision drop constraint text_revision_purpose_check;
alter table text_revision add constraint text_revision_purpose_check check (purpose in ('title', 'description', 'body', 'resolution', 'reason', 'source'));
alter table ticket alter column open set expression as (state in ('new', 'assigned', 'in_progress', 'on_hold'));
alter table ticket drop constraint ticket_state_check;
alter table ticket add constraint ticket_state_check check (state in ('new', 'assigned', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'));
delete from membership_role where role = 'change_manager';
delete from role where name = 'change_manager';
