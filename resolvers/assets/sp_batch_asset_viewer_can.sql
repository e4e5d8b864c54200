-- Asset.viewerCan: whether the acting persona may do something with an asset.
-- Index: those of api.asset_sources.
set role heirloom_procedures;

create or replace function api.sp_batch_asset_viewer_can(ids uuid[], action text default null)
  returns table (parent uuid, viewer_can boolean)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    x.asset_id,
    case lower(action)
      when 'view' then true
      when 'view_value' then x.level >= 2
      when 'edit' then x.level >= 3
      when 'reveal' then x.can_reveal
      else x.level = 4
    end
  from api.sp_asset_access(ids) as x;
end
$$;

revoke all on function api.sp_batch_asset_viewer_can(uuid[], text) from public;
grant execute on function api.sp_batch_asset_viewer_can(uuid[], text) to heirloom_gateway;

reset role;
