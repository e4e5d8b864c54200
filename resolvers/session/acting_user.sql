-- The user behind this transaction; null for an identity without one.
set role heirloom_procedures;

create or replace function api.acting_user()
  returns uuid
  language plpgsql stable security definer set search_path = '' as $$
begin
  if nullif(current_setting('heirloom.tenant', true), '') is null then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  end if;
  return nullif(current_setting('heirloom.user', true), '')::uuid;
end
$$;

revoke all on function api.acting_user() from public;

reset role;
