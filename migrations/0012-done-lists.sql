-- What is done with, as a list by its state: without these a rare one was looked for among everything there ever was.

-- up
create index ticket_done on ticket (organisation_id, state, opened_at, id) where not open;
create index ticket_unassigned_done on ticket (organisation_id, state, opened_at, id) where not open and assignee_id is null;
create index ticket_mine_done on ticket (assignee_id, state, opened_at, id) where not open;
create index ticket_group_done on ticket (group_id, state, opened_at, id) where not open;

-- down
drop index ticket_done, ticket_unassigned_done, ticket_mine_done, ticket_group_done;
