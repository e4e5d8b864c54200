-- How well words meet the terms asked for: each term counts by where it is best found, 3 in a name, 2 in what is close to one, 1 in a
-- description, twice as much when it is a whole word. Only the last term may be the beginning of one.
set role heirloom_procedures;

create or replace function api.search_points(words tsvector, terms text[])
  returns integer
  language plpgsql immutable security definer set search_path = '' as $$
begin
  return (
    select sum(
      case
        when words @@ (t.term || ':A')::tsquery then 6
        when words @@ (t.term || ':B')::tsquery then 4
        when t.is_last and words @@ (t.term || ':*A')::tsquery then 3
        when words @@ (t.term || ':C')::tsquery or t.is_last and words @@ (t.term || ':*B')::tsquery then 2
        else 1
      end
    )
    from (select e.term, e.place = cardinality(terms) as is_last from unnest(terms) with ordinality as e (term, place)) as t
  );
end
$$;

revoke all on function api.search_points(tsvector, text[]) from public;

reset role;
