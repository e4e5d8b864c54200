-- RealEstate.securedDebts: the debts secured by a property, by name, as far as the acting persona may see them.
-- Index: asset_debts (tenant_id, secured_by_asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_secured_debts(ids uuid[])
  returns setof api.asset_of_parent
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  with secured as materialized (
    select d.secured_by_asset_id, d.asset_id
    from fwd.asset_debts as d
    join api.sp_asset_access(ids) as x on x.asset_id = d.secured_by_asset_id
    where d.secured_by_asset_id = any(ids)
      and x.level >= 2
  )
  select s.secured_by_asset_id, r.*
  from secured as s
  join api.asset_rows(array(select i.asset_id from secured as i)) as r on r.id = s.asset_id
  order by s.secured_by_asset_id, lower(r.name) collate "C", r.id;
end
$$;

revoke all on function api.sp_batch_secured_debts(uuid[]) from public;
grant execute on function api.sp_batch_secured_debts(uuid[]) to heirloom_gateway;

reset role;
