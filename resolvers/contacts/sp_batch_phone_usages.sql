-- phoneUsages of Persona, ContactInfo, AdvisorCompany and User.
-- Index: phone_usage_entity.
set role heirloom_procedures;

create or replace function api.sp_batch_phone_usages(entity_types text[], ids uuid[])
  returns setof api.contact_usage_of_entity
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    u.linked_entity_type,
    u.linked_entity_id,
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
  from api.visible_contact_usages(entity_types, ids) as u
  where u.type_name = 'phone_usage'
  order by u.is_primary desc, u.usage_type, u.id;
end
$$;

revoke all on function api.sp_batch_phone_usages(text[], uuid[]) from public;
grant execute on function api.sp_batch_phone_usages(text[], uuid[]) to heirloom_gateway;

reset role;
