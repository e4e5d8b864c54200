-- The first call of every request: the tenant must exist, and the transaction becomes his. Index: tenants (id).
set role heirloom_procedures;

create or replace function api.begin_request(
  tenant integer, subject text, persona uuid, request_id text, issued_at bigint, token_id text, sign_in_id text
)
  returns void
  language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (select from fwd.tenants as t where t.id = tenant) then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  end if;
  perform set_config('heirloom.tenant', tenant::text, true);
end
$$;

revoke all on function api.begin_request(integer, text, uuid, text, bigint, text, text) from public;
grant execute on function api.begin_request(integer, text, uuid, text, bigint, text, text) to heirloom_gateway;

reset role;
