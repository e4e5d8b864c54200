-- FamilyCircle.viewerCan: whether the acting persona may do something with a circle. Owners run it, other members look, while it is in use;
-- the tenant's administrator may suspend it.
-- Index: those of api.sp_ffc_access and api.own_ffcs.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_viewer_can(ids uuid[], action text default null)
  returns table (parent uuid, viewer_can boolean)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  in_use uuid[] := api.own_ffcs(ids);
begin
  return query
  select
    x.ffc_id,
    case lower(action)
      when 'view' then true
      when 'suspend' then (select api.is_tenant_admin())
      when 'view_assets' then x.ffc_id = any(in_use)
      when 'leave' then x.ffc_id = any(in_use)
      else x.ffc_id = any(in_use) and x.role = 'owner'
    end
  from api.sp_ffc_access(ids) as x;
end
$$;

revoke all on function api.sp_batch_ffc_viewer_can(uuid[], text) from public;
grant execute on function api.sp_batch_ffc_viewer_can(uuid[], text) to heirloom_gateway;

reset role;
