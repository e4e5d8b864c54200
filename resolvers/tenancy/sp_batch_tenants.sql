-- Loads Tenant by id; there is only ever one's own.
-- Index: tenants (id).
set role heirloom_procedures;

create or replace function api.sp_batch_tenants(ids integer[])
  returns setof api.tenant_row
  language plpgsql stable security definer set search_path = '' rows 1 as $$
declare
  mine integer := api.acting_tenant();
begin
  return query
  select
    t.id,
    t.name,
    t.display_name,
    t.is_active,
    t.default_currency::text,
    t.display_name,
    t.logo_url,
    t.primary_color,
    t.secondary_color,
    t.domain,
    t.settings ->> 'support_email',
    case when api.is_tenant_admin() then t.id end
  from fwd.tenants as t
  where t.id = mine
    and t.id = any(ids);
end
$$;

revoke all on function api.sp_batch_tenants(integer[]) from public;
grant execute on function api.sp_batch_tenants(integer[]) to heirloom_gateway;

reset role;
