-- Refusals of callers who are known (a suspended tenant or account, a persona not theirs, a key or token that has ended) are written to
-- the audit log by api.note_refusal.
set role heirloom_owner;

grant insert (tenant_id, user_id, request_id, action, entity_type, entity_id, new_values, reason) on fwd.audit_log to heirloom_procedures;
grant select (tenant_id, occurred_at, entity_type, entity_id, reason) on fwd.audit_log to heirloom_procedures;

reset role;
