-- FamilyCircle.viewerCan: whether the acting persona may do something with a circle. Owners run it, everybody else looks; the tenant's
-- administrator may suspend it.
-- Index: those of api.sp_ffc_access.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_viewer_can(ids uuid[], action text default null)
  returns table (parent uuid, viewer_can boolean)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query
  select
    x.ffc_id,
    case lower(action)
      when 'view' then true
      when 'view_assets' then x.role is not null
      when 'leave' then x.role is not null
      when 'suspend' then (select api.is_tenant_admin())
      else x.role is not distinct from 'owner'
    end
  from api.sp_ffc_access(ids) as x;
end
$$;

revoke all on function api.sp_batch_ffc_viewer_can(uuid[], text) from public;
grant execute on function api.sp_batch_ffc_viewer_can(uuid[], text) to heirloom_gateway;

reset role;
