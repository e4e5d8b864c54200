-- Everything the acting persona sees of its own accord: what it or someone it stands for holds, what it was granted, what its circles list.
-- With the level of each, and the share the persona itself holds. Emergency access opens assets by id and does not list them.
-- Index: asset_persona_ownership_by_persona, asset_permissions_of_persona, ffc_personas_of_persona.
set role heirloom_procedures;

create or replace function api.own_assets()
  returns table (asset_id uuid, level smallint, share numeric)
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  select x.asset_id, x.level, coalesce(o.ownership_percentage, 0)
  from api.sp_asset_access(
    array(
      select t.asset_id from fwd.v_live_title as t where t.persona_id = me
      union
      select t.asset_id
      from fwd.v_live_representation as r
      join fwd.v_live_title as t on t.persona_id = r.principal_persona_id
      where r.representative_persona_id = me
      union
      select g.asset_id from fwd.asset_permissions as g where g.persona_id = me and g.revoked_at is null
      union
      select l.asset_id
      from fwd.ffc_personas as mine
      join api.circle_assets as l on l.ffc_id = mine.ffc_id
      where mine.persona_id = me and mine.status = 'active'
    )
  ) as x
  left join fwd.v_live_title as o on o.asset_id = x.asset_id and o.persona_id = me
  where x.sources <> '{break_glass}';
end
$$;

revoke all on function api.own_assets() from public;

reset role;
