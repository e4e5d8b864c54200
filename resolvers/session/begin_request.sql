-- The first call of every request of a known user: finds him in the tenant, checks that he may act as the persona (null: his primary
-- one) and that his token has not been denied by a sign-out, and sets the identity of the transaction. Reads only, so it works in a
-- read-only transaction. issued_at: seconds since 1970, null when the token does not say.
-- SQLSTATE FW401: nobody knows the caller; FW403: he is known, but refused, and api.note_refusal is to write it down.
-- Index: tenants (id), users (tenant_id, cognito_user_id), personas (id) or personas_one_primary, token_denials_subject.
set role heirloom_procedures;

create or replace function api.begin_request(
  tenant integer, subject text, persona uuid, request_id text, issued_at bigint, token_id text, sign_in_id text
)
  returns void
  language plpgsql volatile security definer set search_path = '' as $$
declare
  caller record;
  acting uuid;
begin
  -- What is set here ends with the transaction; were something left of another one, it could speak for this one.
  if concat(
    current_setting('heirloom.tenant', true), current_setting('heirloom.user', true), current_setting('heirloom.persona', true),
    current_setting('heirloom.key', true), current_setting('heirloom.scopes', true)
  ) <> '' then
    raise exception 'the connection has an identity already';
  end if;

  perform set_config('heirloom.tenant', coalesce(tenant::text, ''), true);

  select t.is_active, u.id, u.status
    into caller
    from fwd.tenants as t
    left join fwd.users as u on u.tenant_id = t.id and u.cognito_user_id = subject
    where t.id = tenant;
  if caller.is_active is null then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  elsif not caller.is_active then
    raise exception 'TENANT_INACTIVE' using errcode = 'FW403';
  elsif caller.status in ('suspended', 'locked') then
    raise exception 'ACCOUNT_SUSPENDED' using errcode = 'FW403';
  elsif caller.status is distinct from 'active' then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  elsif exists (
    select
    from fwd.token_denials as d
    where d.subject = begin_request.subject
      and case
        when d.token_id is not null then d.token_id = begin_request.token_id
        when d.sign_in_id is not null then d.sign_in_id = begin_request.sign_in_id
        else to_timestamp(coalesce(issued_at, 0)) <= d.denied_at
      end
  ) then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW403';
  end if;

  if persona is null then
    select p.id into acting
      from fwd.personas as p
      where p.user_id = caller.id and p.is_primary and p.is_living and p.status = 'active';
  else
    select p.id into acting
      from fwd.personas as p
      where p.id = persona and p.user_id = caller.id and p.is_living and p.status = 'active';
  end if;
  if acting is null then
    raise exception 'ACTING_PERSONA_NOT_YOURS' using errcode = 'FW403';
  end if;

  perform
    set_config('heirloom.user', caller.id::text, true),
    set_config('heirloom.persona', acting::text, true),
    set_config('heirloom.key', '', true),
    set_config('heirloom.request_id', coalesce(request_id, ''), true);
end
$$;

revoke all on function api.begin_request(integer, text, uuid, text, bigint, text, text) from public;
grant execute on function api.begin_request(integer, text, uuid, text, bigint, text, text) to heirloom_gateway;

reset role;
