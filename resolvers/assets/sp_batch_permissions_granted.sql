-- Viewer.permissionsGranted: the live grants that the acting persona made and could take back today, newest first.
-- Index: asset_permissions (tenant_id, granted_by_persona_id).
set role heirloom_procedures;

create or replace function api.sp_batch_permissions_granted(
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
  me uuid := api.acting_persona();
  parents uuid[];
  listed uuid[];
begin
  select array_agg(g.granted_by_persona_id), array_agg(g.id)
    into parents, listed
    from fwd.asset_permissions as g
    where g.granted_by_persona_id = me
      and me = any(ids);

  return query
  select p.*
  from api.asset_permission_page(parents, listed, first, after, last, before, with_total) as p;
end
$$;

revoke all on function api.sp_batch_permissions_granted(uuid[], integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_permissions_granted(uuid[], integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
