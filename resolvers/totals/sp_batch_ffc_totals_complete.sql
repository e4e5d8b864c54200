-- FfcTotals.isComplete: for the circle's owners, whether they may read all that the circle lists; for others nothing is said.
-- Index: those of api.circle_assets and api.asset_sources; ffc_personas (ffc_id, persona_id).
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_totals_complete(of_ids uuid[])
  returns table (parent uuid, is_complete boolean)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  with listed as materialized (
    select distinct l.ffc_id, l.asset_id from api.circle_assets as l where l.ffc_id = any(api.own_ffcs(of_ids))
  ),
  known as materialized (
    select x.asset_id
    from api.sp_asset_access(array(select distinct l.asset_id from listed as l)) as x
    where x.level >= 2
  )
  select m.ffc_id, not exists (
    select from listed as l where l.ffc_id = m.ffc_id and l.asset_id not in (select k.asset_id from known as k)
  )
  from fwd.ffc_personas as m
  where m.ffc_id = any(api.own_ffcs(of_ids))
    and m.persona_id = me
    and m.ffc_role = 'owner';
end
$$;

revoke all on function api.sp_batch_ffc_totals_complete(uuid[]) from public;
grant execute on function api.sp_batch_ffc_totals_complete(uuid[]) to heirloom_gateway;

reset role;
