-- Search. Text operators are not leakproof, so under row-level security they would scan; search therefore stands in
-- a table the API cannot touch, behind functions that filter by the asker's sight.

-- up
create text search dictionary felles_stem (template = snowball, language = norwegian, stopwords = norwegian);
create text search dictionary felles_plain (template = simple, stopwords = norwegian);
create text search configuration felles_stem (copy = pg_catalog.norwegian);
alter text search configuration felles_stem
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with felles_stem;
create text search configuration felles_plain (copy = pg_catalog.simple);
alter text search configuration felles_plain
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part, numword, numhword, hword_numpart with felles_plain;

-- æ, ø and å are letters of their own and stay; other accents fall (é → e, Sámi á → a, German ö and ä → ø and æ).
create function fold(words text) returns text language sql immutable parallel safe as $$
  select translate(lower(normalize(words, NFC)),
    'áàâãāčćçđďéèêëēěíìîïīłňñŋóòôõōřšśșťțŧúùûüūůýÿžźżäö',
    'aaaaacccddeeeeeeiiiiilnnnooooorssstttuuuuuuyyzzzæø')
$$;

-- The same for those who type without Norwegian keys: "gronn" and "grønn", "bla" and "blå" meet here.
create function fold_plain(words text) returns text language sql immutable parallel safe as $$
  select replace(translate(fold(words), 'øå', 'oa'), 'æ', 'ae')
$$;

create function searchable(words text) returns tsvector language sql immutable parallel safe as $$
  select strip(to_tsvector('felles_stem'::regconfig, fold(words)) || to_tsvector('felles_plain'::regconfig, fold_plain(words)))
$$;

-- Every word must occur: by its Norwegian stem, or plainly as the beginning of a word.
create function search_query(words text) returns tsquery language plpgsql immutable parallel safe as $$
declare
  word text;
  stemmed tsquery;
  plain tsquery;
  beginning text;
  whole tsquery;
begin
  foreach word in array (regexp_split_to_array(trim(words), '\s+'))[1:12] loop
    stemmed := plainto_tsquery('felles_stem', fold(word));
    select string_agg(quote_literal(lexeme) || case when length(lexeme) > 2 then ':*' else '' end, ' & ') into beginning
      from unnest(to_tsvector('felles_plain', fold_plain(word)));
    plain := coalesce(beginning, '')::tsquery;
    if numnode(plain) > 0 then
      if numnode(stemmed) > 0 then plain := plain || stemmed; end if;
      whole := case when whole is null then plain else whole && plain end;
    end if;
  end loop;
  return whole;
end $$;

create table search_document (
  ticket_id uuid primary key,
  organisation_id uuid not null,
  opened_at timestamptz not null,
  requester_id uuid,
  filed_by_id uuid,
  -- what the parties read, and that plus internal notes
  public_words tsvector not null,
  all_words tsvector not null
);
create index search_document_words on search_document using gin (all_words) with (fastupdate = on);
create index search_document_opened on search_document (opened_at desc, ticket_id desc);
create index search_document_requester on search_document (requester_id, opened_at desc);
create index search_document_filer on search_document (filed_by_id, opened_at desc) where filed_by_id is distinct from requester_id;

-- A tsvector holds 1 MB, and a pasted log has long words: counted in bytes. (Joined with nothing, because the size of a
-- column is the size it was compressed to.)
create function has_room(words tsvector, fresh tsvector) returns boolean language sql immutable parallel safe as $$
  select pg_column_size(words || ''::tsvector) + pg_column_size(fresh) < 1000000
$$;

-- Adds words to a ticket's document, making it when it is new. What it has no room for is kept with the ticket and not found.
create function add_search_words(of_ticket uuid, words text, internal boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare fresh tsvector;
begin
  -- who it is for is found with it
  fresh := searchable(words || coalesce((select ' ' || p.display_name from ticket t join person p on p.id = t.requester_id where t.id = of_ticket), ''));
  insert into search_document as d
    select t.id, t.organisation_id, t.opened_at, t.requester_id, t.filed_by_id, case when internal then ''::tsvector else fresh end, fresh
      from ticket t where t.id = of_ticket and t.organisation_id = any (asker_organisations())
  on conflict (ticket_id) do update set
    requester_id = excluded.requester_id,
    public_words = case when internal or not has_room(d.public_words, fresh) then d.public_words else d.public_words || fresh end,
    all_words = case when has_room(d.all_words, fresh) then d.all_words || fresh else d.all_words end;
end $$;

-- Ids of tickets in the asker's sight that have all the words, newest first, after a place in that order.
create function search_tickets(words text, before_opened timestamptz, before_id uuid, most integer)
  returns table (ticket_id uuid, opened_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  query tsquery := search_query(words);
  me uuid := asker();
  mine uuid[] := asker_organisations();
  reads uuid[] := asker_reads();
  units uuid[] := asker_units();
begin
  if query is null then return; end if;
  if cardinality(reads) > 0 then
    return query
      select d.ticket_id, d.opened_at from search_document d
       where d.all_words @@ query and d.organisation_id = any (reads)
         and (d.opened_at, d.ticket_id) < (before_opened, before_id)
         and exists (select from ticket t where t.id = d.ticket_id and (not t.restricted or t.requester_id = me
               or t.filed_by_id = me or t.assignee_id = me or in_circle(t.id)))
       order by d.opened_at desc, d.ticket_id desc limit most;
  end if;
  return query
    select d.ticket_id, d.opened_at from search_document d
     where (d.requester_id = me or d.filed_by_id = me)
       and d.organisation_id = any (mine) and not d.organisation_id = any (reads)
       and d.public_words @@ query and (d.opened_at, d.ticket_id) < (before_opened, before_id)
     order by d.opened_at desc, d.ticket_id desc limit most;
  if cardinality(units) > 0 then
    return query
      select d.ticket_id, d.opened_at from ticket t join search_document d on d.ticket_id = t.id
       where t.unit_id = any (units) and not t.restricted and t.organisation_id = any (mine)
         and not t.organisation_id = any (reads) and t.requester_id is distinct from me and t.filed_by_id is distinct from me
         and d.public_words @@ query and (d.opened_at, d.ticket_id) < (before_opened, before_id)
       order by d.opened_at desc, d.ticket_id desc limit most;
  end if;
  -- restricted cases one is named in or holds, in an organisation one does not read; once, however often one is named
  return query
    select d.ticket_id, d.opened_at from ticket t join search_document d on d.ticket_id = t.id
     where t.id in (select c.ticket_id from ticket_circle c where c.person_id = me or c.group_id = any (asker_groups())
         union select held.id from ticket held where held.assignee_id = me and held.restricted)
       and t.restricted and t.organisation_id = any (mine) and not t.organisation_id = any (reads)
       and t.requester_id is distinct from me and t.filed_by_id is distinct from me
       and d.public_words @@ query and (d.opened_at, d.ticket_id) < (before_opened, before_id)
     order by d.opened_at desc, d.ticket_id desc limit most;
end $$;

-- down
drop function search_tickets(text, timestamptz, uuid, integer), add_search_words(uuid, text, boolean);
drop table search_document;
drop function has_room(tsvector, tsvector), search_query(text), searchable(text), fold_plain(text), fold(text);
drop text search configuration felles_plain;
drop text search configuration felles_stem;
drop text search dictionary felles_plain;
drop text search dictionary felles_stem;
