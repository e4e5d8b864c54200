-- How well words meet the terms asked for: each term counts by where it is best found, 3 in a name, 2 in what is close to one, 1 in a
-- description, twice as much when it is a whole word. Only the last term may be the beginning of one.
set role heirloom_procedures;

create or replace function api.search_points(words tsvector, terms text[])
  returns integer
  language plpgsql immutable security definer set search_path = '' as $$
declare
  points integer := 0;
begin
  for place in 1 .. cardinality(terms) loop
    points := points + case
      when words @@ (terms[place] || ':A')::tsquery then 6
      when words @@ (terms[place] || ':B')::tsquery then 4
      when place = cardinality(terms) and words @@ (terms[place] || ':*A')::tsquery then 3
      when words @@ (terms[place] || ':C')::tsquery then 2
      when place = cardinality(terms) and words @@ (terms[place] || ':*B')::tsquery then 2
      else 1
    end;
  end loop;
  return points;
end
$$;

revoke all on function api.search_points(tsvector, text[]) from public;

reset role;
