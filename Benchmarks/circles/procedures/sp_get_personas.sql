-- Query.personas: those after a key, in order of it. Index: personas (tenant_id, id).
set role heirloom_procedures;

create or replace function api.sp_get_personas(after bigint, first integer)
  returns setof fwd.personas
  language plpgsql stable security definer set search_path = '' rows 50 as $$
#variable_conflict use_column
declare
  -- Behind a wall only what cannot leak is an index condition, and coalesce() counts as what could.
  beginning constant bigint := coalesce(after, 0);
begin
  return query
  select p.*
    from fwd.personas as p
    where p.id > beginning
    order by p.id
    limit least(coalesce(first, 50), 100);
end
$$;

revoke all on function api.sp_get_personas(bigint, integer) from public;
grant execute on function api.sp_get_personas(bigint, integer) to heirloom_gateway;

reset role;
