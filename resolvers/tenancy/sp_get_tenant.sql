-- Query.tenant: the tenant of the request.
-- Index: tenants (id).
set role heirloom_procedures;

create or replace function api.sp_get_tenant()
  returns setof api.tenant_row
  language plpgsql stable security definer set search_path = '' rows 1 as $$
begin
  return query
  select r.*
  from api.sp_batch_tenants(array[api.acting_tenant()]) as r;
end
$$;

revoke all on function api.sp_get_tenant() from public;
grant execute on function api.sp_get_tenant() to heirloom_gateway;

reset role;
