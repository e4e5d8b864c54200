-- Query.search: what has all the words of a text, the last one at least by its beginning; the best first, then by name. Only words the
-- acting persona is shown are compared and counted.
-- Index: those of api.own_words.
set role heirloom_procedures;

create or replace function api.sp_search(query text, types text[] default null, first integer default null)
  returns table (hit_type text, hit_id uuid)
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  terms text[];
  asked tsquery;
begin
  perform api.acting_persona();
  if length(query) > 200 or first < 0 then
    raise exception 'VALIDATION' using errcode = 'FW422';
  end if;
  terms := api.search_terms(query);
  asked := array_to_string(terms, ' & ') || case when terms <> '{}' then ':*' else '' end;

  return query
  select f.entity_type, f.id
  from (
    select w.*, api.search_points(w.words, terms) as points
    from api.own_words(coalesce(types, '{asset,persona,family_circle}')) as w
    where w.words @@ asked
  ) as f
  order by f.points desc, lower(f.name) collate "C", f.entity_type, f.id
  limit least(coalesce(first, 20), 100);
end
$$;

revoke all on function api.sp_search(text, text[], integer) from public;
grant execute on function api.sp_search(text, text[], integer) to heirloom_gateway;

reset role;
