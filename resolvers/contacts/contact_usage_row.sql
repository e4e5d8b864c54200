-- The row of GraphQL interface ContactUsage.
set role heirloom_procedures;

create or replace view api.contact_usage_row with (security_invoker = true) as
select
  null::uuid as id,
  null::text as type_name,
  null::text as usage_type,
  null::boolean as is_primary,
  null::text as label,
  null::text as linked_entity_type,
  null::uuid as linked_entity_id,
  null::timestamptz as created_at,
  null::uuid as phone_id,
  null::uuid as email_id,
  null::uuid as social_id,
  null::boolean as allow_sms
where false;

reset role;
