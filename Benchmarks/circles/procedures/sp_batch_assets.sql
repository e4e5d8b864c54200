-- Persona.assets. Index: asset_ownership (persona_id), assets (id).
set role heirloom_procedures;

create or replace function api.sp_batch_assets(persona_ids bigint[])
  returns table (
    parent bigint, percentage numeric, asset_id bigint, asset_name text, asset_category fwd.asset_category, asset_value numeric
  )
  language plpgsql stable security definer set search_path = '' rows 20 as $$
#variable_conflict use_column
begin
  return query
  select o.persona_id, o.percentage, a.id, a.name, a.category, a.value
    from fwd.asset_ownership as o
    join fwd.assets as a on a.id = o.asset_id
    where o.persona_id = any (persona_ids)
    order by a.id;
end
$$;

revoke all on function api.sp_batch_assets(bigint[]) from public;
grant execute on function api.sp_batch_assets(bigint[]) to heirloom_gateway;

reset role;
