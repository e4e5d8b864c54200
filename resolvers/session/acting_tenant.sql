-- The tenant of this transaction. Every procedure but api.sp_get_tenant_branding begins here or in api.acting_persona:
-- without an identity there is no answer, and never a default one.
set role heirloom_procedures;

create or replace function api.acting_tenant()
  returns integer
  language plpgsql stable security definer set search_path = '' as $$
declare
  tenant text := nullif(current_setting('heirloom.tenant', true), '');
begin
  if tenant is null then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  end if;
  return tenant::integer;
end
$$;

revoke all on function api.acting_tenant() from public;

reset role;
