-- Phone, e-mail and social usages side by side. Index: <kind>_usage_entity, <kind>_usage (tenant_id, <base>_id).
set role heirloom_procedures;

create or replace view api.contact_usages with (security_invoker = true) as
select
  u.id,
  'phone_usage' as type_name,
  u.usage_type::text as usage_type,
  u.is_primary,
  u.label,
  u.linked_entity_type,
  u.linked_entity_id,
  u.created_at,
  u.phone_id,
  null::uuid as email_id,
  null::uuid as social_id,
  u.allow_sms
from fwd.phone_usage as u
union all
select
  u.id,
  'email_usage',
  u.usage_type::text,
  u.is_primary,
  u.label,
  u.linked_entity_type,
  u.linked_entity_id,
  u.created_at,
  null::uuid,
  u.email_id,
  null::uuid,
  false
from fwd.email_usage as u
union all
select
  u.id,
  'social_usage',
  u.usage_type::text,
  u.is_primary,
  u.label,
  u.linked_entity_type,
  u.linked_entity_id,
  u.created_at,
  null::uuid,
  null::uuid,
  u.social_id,
  false
from fwd.social_media_usage as u;

reset role;
