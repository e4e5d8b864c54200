-- Asset.familyCircles: the circles of the acting persona that list an asset, by name.
-- Index: asset_persona_ownership (tenant_id, asset_id), ffc_personas_of_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_ffcs_of_assets(ids uuid[])
  returns setof api.ffc_of_parent
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  with listed as materialized (
    select distinct l.asset_id, l.ffc_id
    from api.circle_assets as l
    join fwd.ffc_personas as mine on mine.ffc_id = l.ffc_id and mine.persona_id = me and mine.status = 'active'
    where l.asset_id = any(ids)
  )
  select l.asset_id, r.*
  from listed as l
  join api.ffc_rows(array(select distinct i.ffc_id from listed as i)) as r on r.id = l.ffc_id
  order by lower(r.name) collate "C", r.id;
end
$$;

revoke all on function api.sp_batch_ffcs_of_assets(uuid[]) from public;
grant execute on function api.sp_batch_ffcs_of_assets(uuid[]) to heirloom_gateway;

reset role;
