-- An act that would take a case out of the asker's own sight fails with FE002, here and not in the API, so that the answer can
-- be asked for together with the commit.

-- up
create function stay_in_sight(of_ticket uuid) returns void language plpgsql stable as $$
begin
  if not exists (select from ticket where id = of_ticket) then
    raise 'the asker would lose sight of it' using errcode = 'FE002';
  end if;
end $$;

-- down
drop function stay_in_sight(uuid);
