-- Query.tenantBranding: how the tenant behind a host name looks, before anyone has signed in. The only procedure that answers without
-- an identity. For the one look-up, row security lets the tenant of that host name through.
-- Index: tenants (domain).
set role heirloom_procedures;

create or replace function api.sp_get_tenant_branding(domain text default null)
  returns setof api.branding_row
  language plpgsql stable security definer set search_path = '' rows 1 as $$
declare
  wanted text := lower(domain);
begin
  perform set_config('heirloom.branding_domain', coalesce(wanted, ''), true);
  return query
  select t.display_name, t.logo_url, t.primary_color, t.secondary_color, t.domain, t.settings ->> 'support_email'
  from fwd.tenants as t
  where t.domain = wanted
    and t.is_active;
  perform set_config('heirloom.branding_domain', '', true);
end
$$;

revoke all on function api.sp_get_tenant_branding(text) from public;
grant execute on function api.sp_get_tenant_branding(text) to heirloom_gateway;

reset role;
