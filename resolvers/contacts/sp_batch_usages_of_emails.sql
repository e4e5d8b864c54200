-- Email.usages: who else uses it, as far as the acting persona may see.
-- Index: email_usage (tenant_id, email_id).
set role heirloom_procedures;

create or replace function api.sp_batch_usages_of_emails(ids uuid[])
  returns setof api.contact_usage_of_parent
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  with wanted as materialized (
    select distinct w.linked_entity_type::text as entity_type, w.linked_entity_id as entity_id
    from api.contact_usages as w
    where w.email_id = any(ids)
  )
  select
    u.email_id,
    u.id,
    u.type_name,
    u.usage_type,
    u.is_primary,
    u.label,
    u.linked_entity_type,
    u.linked_entity_id,
    u.created_at,
    u.phone_id,
    u.email_id,
    u.social_id,
    u.allow_sms
  from api.visible_contact_usages(
    array(select w.entity_type from wanted as w order by w.entity_type, w.entity_id),
    array(select w.entity_id from wanted as w order by w.entity_type, w.entity_id)
  ) as u
  where u.email_id = any(ids)
  order by u.is_primary desc, u.usage_type, u.id;
end
$$;

revoke all on function api.sp_batch_usages_of_emails(uuid[]) from public;
grant execute on function api.sp_batch_usages_of_emails(uuid[]) to heirloom_gateway;

reset role;
