-- Persona by key. Index: personas (id).
set role heirloom_procedures;

create or replace function api.sp_batch_personas(ids bigint[])
  returns setof fwd.personas
  language plpgsql stable security definer set search_path = '' rows 1 as $$
#variable_conflict use_column
begin
  return query
  select p.*
    from fwd.personas as p
    where p.id = any (ids);
end
$$;

revoke all on function api.sp_batch_personas(bigint[]) from public;
grant execute on function api.sp_batch_personas(bigint[]) to heirloom_gateway;

reset role;
