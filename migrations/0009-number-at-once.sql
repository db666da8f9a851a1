-- The line of one ticket in a list, asked for by its number. Under row-level security the names around it, each of which asks
-- anew who asks, cost more than all the rest of the answer; `asker_sees` asks once.

-- up
create function ticket_numbered(wanted text) returns table (ticket ticket, organisation_name text, requester_name text,
    assignee_name text, group_name jsonb, service_name jsonb, unread boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select t,
    (select name from organisation where id = t.organisation_id),
    (select display_name from person where id = t.requester_id),
    (select display_name from person where id = t.assignee_id),
    (select name from assignment_group where id = t.group_id),
    (select name from service where id = t.service_id),
    exists (select from notification n where n.person_id = asker() and n.ticket_id = t.id and n.seen_at is null)
  from ticket t where t.number = wanted and asker_sees(t)
$$;

-- down
drop function ticket_numbered(text);
