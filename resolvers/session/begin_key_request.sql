-- The first call of every request that signs in with an API key: finds the live key in the tenant its prefix names, and sets the
-- identity of the transaction, and returns the scopes of the key, separated by blanks, and how many requests a minute it may make
-- (null: any number). A key without a persona to act as reaches what belongs to the tenant, and nothing of a family.
-- SQLSTATE FW401: nobody knows the caller; FW403: the secret is right, but may no longer be used, and api.note_refusal is to write it down.
-- Reads only. Index: tenants (id), api_keys (tenant_id, prefix), personas (id).
set role heirloom_procedures;

create or replace function api.begin_key_request(tenant integer, prefix text, secret_hash bytea, request_id text)
  returns table (scopes text, rate_limit integer)
  language plpgsql volatile security definer set search_path = '' as $$
declare
  caller record;
begin
  -- What is set here ends with the transaction; were something left of another one, it could speak for this one.
  if concat(
    current_setting('heirloom.tenant', true), current_setting('heirloom.user', true), current_setting('heirloom.persona', true),
    current_setting('heirloom.key', true), current_setting('heirloom.scopes', true)
  ) <> '' then
    raise exception 'the connection has an identity already';
  end if;

  perform set_config('heirloom.tenant', coalesce(tenant::text, ''), true);

  select t.is_active, k.id, k.scopes, k.rate_limit, k.acts_as_persona_id as persona, p.user_id,
      p.is_living and p.status = 'active' as may_act, u.status as user_status,
      k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) as is_live
    into caller
    from fwd.tenants as t
    join fwd.api_keys as k on k.tenant_id = t.id and k.prefix = begin_key_request.prefix
    left join fwd.personas as p on p.id = k.acts_as_persona_id
    left join fwd.users as u on u.id = p.user_id
    where t.id = tenant
      and k.key_hash = secret_hash;
  if caller.id is null then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  elsif not caller.is_live then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW403';
  elsif not caller.is_active then
    raise exception 'TENANT_INACTIVE' using errcode = 'FW403';
  elsif caller.user_id is not null and caller.user_status <> 'active' then
    raise exception 'ACCOUNT_SUSPENDED' using errcode = 'FW403';
  elsif caller.persona is not null and (not caller.may_act or caller.user_id is null) then
    raise exception 'ACTING_PERSONA_NOT_YOURS' using errcode = 'FW403';
  end if;

  perform
    set_config('heirloom.user', coalesce(caller.user_id::text, ''), true),
    set_config('heirloom.persona', coalesce(caller.persona::text, ''), true),
    set_config('heirloom.key', caller.id::text, true),
    set_config('heirloom.scopes', array_to_string(caller.scopes, ' '), true),
    set_config('heirloom.request_id', coalesce(request_id, ''), true);
  return query select array_to_string(caller.scopes, ' '), caller.rate_limit;
end
$$;

revoke all on function api.begin_key_request(integer, text, bytea, text) from public;
grant execute on function api.begin_key_request(integer, text, bytea, text) to heirloom_gateway;

reset role;
