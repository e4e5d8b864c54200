-- Asset.permissions: the live grants on an asset, newest first; for level admin only.
-- Index: asset_permissions (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_permissions(
  ids uuid[],
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.asset_permission_edge
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  parents uuid[];
  listed uuid[];
begin
  perform api.acting_persona();
  select array_agg(g.asset_id), array_agg(g.id)
    into parents, listed
    from fwd.asset_permissions as g
    where g.asset_id = any(ids);

  return query
  select p.*
  from api.asset_permission_page(parents, listed, first, after, last, before, with_total) as p;
end
$$;

revoke all on function api.sp_batch_asset_permissions(uuid[], integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_asset_permissions(uuid[], integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
