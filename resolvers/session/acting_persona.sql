-- The persona this transaction acts for; null for an identity without one, which then sees nothing that belongs to personas.
set role heirloom_procedures;

create or replace function api.acting_persona()
  returns uuid
  language plpgsql stable security definer set search_path = '' as $$
begin
  if nullif(current_setting('heirloom.tenant', true), '') is null then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  end if;
  return nullif(current_setting('heirloom.persona', true), '')::uuid;
end
$$;

revoke all on function api.acting_persona() from public;

reset role;
