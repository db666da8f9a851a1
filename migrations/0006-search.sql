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

-- Months since the year 0, in UTC.
create function month_of(at timestamptz) returns integer language sql immutable parallel safe as $$
  select (extract(year from at at time zone 'UTC') * 12 + extract(month from at at time zone 'UTC') - 1)::integer
$$;

-- Which organisation's and which month's a document is, as one more word of it: the index is asked for a few months at a
-- time, newest first, so that a search costs what it shows and not what has ever been written. No text folds to an "@".
create function search_place(organisation uuid, at timestamptz) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array['@' || organisation || '.' || public.month_of(at)])
$$;
-- What waits to be sorted in is read by every search, so it is kept short.
create index search_document_words on search_document using gin ((all_words || search_place(organisation_id, opened_at)))
  with (fastupdate = on, gin_pending_list_limit = 256);
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
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  query tsquery := search_query(words);
  me uuid := asker();
  mine uuid[] := asker_organisations();
  reads uuid[] := asker_reads();
  units uuid[] := asker_units();
  -- how many of the newest are looked through one by one: for a common word that is quicker than any index
  nearby constant integer := 2000;
  shown integer;
  step integer;
  walked_to timestamptz;
  walked_id uuid;
  last_month integer;
  first_month integer;
  months integer := 1;
  narrowed tsquery;
begin
  if query is null then return; end if;
  if cardinality(reads) > 0 then
    return query
      select d.ticket_id, d.opened_at from (
          select * from search_document s where (s.opened_at, s.ticket_id) < (before_opened, before_id)
          order by s.opened_at desc, s.ticket_id desc limit nearby) d
       where d.organisation_id = any (reads) and d.all_words @@ query
         and exists (select from ticket t where t.id = d.ticket_id and asker_sees(t) offset 0)
       order by d.opened_at desc, d.ticket_id desc limit most;
    get diagnostics shown = row_count;
    if shown < most then
      -- From where the walk ended, by the index: a month, then three, then nine, then the rest, until there are enough. (When
      -- the walk has seen everything, it ended nowhere and there is no turn.)
      select s.opened_at, s.ticket_id into walked_to, walked_id
        from search_document s where (s.opened_at, s.ticket_id) < (before_opened, before_id)
        order by s.opened_at desc, s.ticket_id desc offset nearby - 1 limit 1;
      last_month := month_of(walked_to);
      first_month := month_of((select min(s.opened_at) from search_document s));
      while shown < most and last_month >= first_month loop
        -- after a year of few, the word is rare, and all the rest is asked at once
        narrowed := case when months > 9 then query else query && (
          select string_agg(quote_literal('@' || o || '.' || m), '|')::tsquery
            from unnest(reads) o, generate_series(last_month - months + 1, last_month) m) end;
        return query
          select d.ticket_id, d.opened_at from (
              select s.ticket_id, s.opened_at from search_document s
               where (s.all_words || search_place(s.organisation_id, s.opened_at)) @@ narrowed
                 and s.organisation_id = any (reads) and month_of(s.opened_at) <= last_month
                 and (s.opened_at, s.ticket_id) < (walked_to, walked_id)
               order by s.opened_at desc, s.ticket_id desc offset 0) d
           where exists (select from ticket t where t.id = d.ticket_id and asker_sees(t) offset 0)
           limit most - shown;
        get diagnostics step = row_count;
        shown := shown + step;
        exit when months > 9;
        last_month := last_month - months;
        months := months * 3;
      end loop;
    end if;
  end if;
  -- where one reads everything one belongs to, there is nothing more to see
  if mine <@ reads then return; end if;
  return query
    select d.ticket_id, d.opened_at from (
        select s.* from search_document s where s.requester_id = me
        union all
        select s.* from search_document s where s.filed_by_id = me and s.filed_by_id is distinct from s.requester_id offset 0) d
     where d.organisation_id = any (mine) and not d.organisation_id = any (reads)
       and d.public_words @@ query and (d.opened_at, d.ticket_id) < (before_opened, before_id)
     order by d.opened_at desc, d.ticket_id desc limit most;
  if cardinality(units) > 0 then
    return query
      select d.ticket_id, d.opened_at from (select t.id from ticket t where t.unit_id = any (units) and not t.restricted
            and t.organisation_id = any (mine) and not t.organisation_id = any (reads)
            and t.requester_id is distinct from me and t.filed_by_id is distinct from me offset 0) t
        cross join lateral (select * from search_document s where s.ticket_id = t.id) d
       where d.public_words @@ query and (d.opened_at, d.ticket_id) < (before_opened, before_id)
       order by d.opened_at desc, d.ticket_id desc limit most;
  end if;
  -- restricted cases one is named in or holds, in an organisation one does not read; once, however often one is named
  return query
    select d.ticket_id, d.opened_at from (
        select c.ticket_id from ticket_circle c where c.person_id = me or c.group_id = any (asker_groups())
        union select held.id from ticket held where held.assignee_id = me and held.restricted offset 0) named
      cross join lateral (select t.id from ticket t where t.id = named.ticket_id and t.restricted and t.organisation_id = any (mine)
        and not t.organisation_id = any (reads) and t.requester_id is distinct from me and t.filed_by_id is distinct from me) t
      cross join lateral (select * from search_document s where s.ticket_id = t.id) d
     where d.public_words @@ query and (d.opened_at, d.ticket_id) < (before_opened, before_id)
     order by d.opened_at desc, d.ticket_id desc limit most;
end $$;

-- down
drop function search_tickets(text, timestamptz, uuid, integer), add_search_words(uuid, text, boolean);
drop table search_document;
drop function search_place(uuid, timestamptz), month_of(timestamptz), has_room(tsvector, tsvector), search_query(text), searchable(text), fold_plain(text), fold(text);
drop text search configuration felles_plain;
drop text search configuration felles_stem;
drop text search dictionary felles_plain;
drop text search dictionary felles_stem;
