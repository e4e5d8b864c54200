-- Whether the user of this transaction administers the tenant.
-- Index: users (id).
set role heirloom_procedures;

create or replace function api.is_tenant_admin()
  returns boolean
  language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select
    from fwd.users as u
    where u.id = nullif(current_setting('heirloom.user', true), '')::uuid
      and u.tenant_role = 'tenant_admin'
  );
end
$$;

revoke all on function api.is_tenant_admin() from public;

reset role;
