-- What is added to a case that is found already needs neither its ticket nor its requester's name again.

-- up
create or replace function add_search_words(of_ticket uuid, words text, internal boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  fresh tsvector := searchable(words);
begin
  -- without words it is the ticket that has changed, and what it says of itself is written anew
  if words <> '' then
    update search_document d set
      public_words = case when internal or not has_room(d.public_words, fresh) then d.public_words else d.public_words || fresh end,
      all_words = case when has_room(d.all_words, fresh) then d.all_words || fresh else d.all_words end
    where d.ticket_id = of_ticket and d.organisation_id = any (asker_organisations());
    if found then return; end if;
  end if;
  -- who it is for is found with it
  fresh := fresh || coalesce((select searchable(p.display_name) from ticket t join person p on p.id = t.requester_id where t.id = of_ticket), '');
  insert into search_document as d
    select t.id, t.organisation_id, t.opened_at, t.requester_id, t.filed_by_id, case when internal then ''::tsvector else fresh end, fresh
      from ticket t where t.id = of_ticket and t.organisation_id = any (asker_organisations())
  on conflict (ticket_id) do update set
    requester_id = excluded.requester_id,
    public_words = case when internal or not has_room(d.public_words, fresh) then d.public_words else d.public_words || fresh end,
    all_words = case when has_room(d.all_words, fresh) then d.all_words || fresh else d.all_words end;
end $$;

-- down
create or replace function add_search_words(of_ticket uuid, words text, internal boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare fresh tsvector;
begin
  fresh := searchable(words || coalesce((select ' ' || p.display_name from ticket t join person p on p.id = t.requester_id where t.id = of_ticket), ''));
  insert into search_document as d
    select t.id, t.organisation_id, t.opened_at, t.requester_id, t.filed_by_id, case when internal then ''::tsvector else fresh end, fresh
      from ticket t where t.id = of_ticket and t.organisation_id = any (asker_organisations())
  on conflict (ticket_id) do update set
    requester_id = excluded.requester_id,
    public_words = case when internal or not has_room(d.public_words, fresh) then d.public_words else d.public_words || fresh end,
    all_words = case when has_room(d.all_words, fresh) then d.all_words || fresh else d.all_words end;
end $$;
