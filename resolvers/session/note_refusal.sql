-- Writes to the audit log that a caller was refused whose token or secret was the right one; for a transaction of its own, after the
-- request. Either subject, of a verified token, or prefix and secret_hash, of an API key, say who it was; persona is the one he asked to
-- act as, if he named one. Once a minute for each caller and reason.
-- Index: users (tenant_id, cognito_user_id), api_keys (tenant_id, prefix), audit_log_entity.
set role heirloom_procedures;

create or replace function api.note_refusal(
  tenant integer, subject text, prefix text, secret_hash bytea, persona uuid, reason text, request_id text
)
  returns void
  language plpgsql volatile security definer set search_path = '' as $$
begin
  perform set_config('heirloom.tenant', coalesce(tenant::text, ''), true);

  insert into fwd.audit_log (tenant_id, user_id, request_id, action, entity_type, entity_id, new_values, reason)
  select
    note_refusal.tenant, caller.user_id, note_refusal.request_id, 'login', caller.entity_type, caller.entity_id::text,
    jsonb_build_object('refused', true, 'persona', note_refusal.persona), note_refusal.reason
  from (
    select u.id as user_id, 'users' as entity_type, u.id as entity_id
    from fwd.users as u
    where u.tenant_id = note_refusal.tenant
      and u.cognito_user_id = note_refusal.subject
    union all
    select null, 'api_keys', k.id
    from fwd.api_keys as k
    where k.tenant_id = note_refusal.tenant
      and k.prefix = note_refusal.prefix
      and k.key_hash = note_refusal.secret_hash
  ) as caller
  where not exists (
    select
    from fwd.audit_log as l
    where l.tenant_id = note_refusal.tenant
      and l.entity_type = caller.entity_type
      and l.entity_id = caller.entity_id::text
      and l.reason = note_refusal.reason
      and l.occurred_at > now() - interval '1 minute'
  );
end
$$;

revoke all on function api.note_refusal(integer, text, text, bytea, uuid, text, text) from public;
grant execute on function api.note_refusal(integer, text, text, bytea, uuid, text, text) to heirloom_gateway;

reset role;
