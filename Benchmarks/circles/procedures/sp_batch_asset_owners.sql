-- Asset.owners, by persona. Index: asset_ownership (asset_id, persona_id), personas (id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_owners(asset_ids bigint[])
  returns table (
    parent bigint, percentage numeric, persona_id bigint, persona_first_name text, persona_last_name text
  )
  language plpgsql stable security definer set search_path = '' rows 20 as $$
#variable_conflict use_column
begin
  return query
  select o.asset_id, o.percentage, p.id, p.first_name, p.last_name
    from fwd.asset_ownership as o
    join fwd.personas as p on p.id = o.persona_id
    where o.asset_id = any (asset_ids)
    order by o.persona_id;
end
$$;

revoke all on function api.sp_batch_asset_owners(bigint[]) from public;
grant execute on function api.sp_batch_asset_owners(bigint[]) to heirloom_gateway;

reset role;
