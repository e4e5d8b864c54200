-- The usages of these entities the acting persona may see, the primary one first. Every route to a ContactUsage ends here, and so does
-- the question whether a phone, an e-mail or a profile may be seen (is_masked: only in part).
-- Index: phone_usage_entity, email_usage_entity, social_media_usage_entity.
set role heirloom_procedures;

create or replace function api.visible_contact_usages(entity_types text[], ids uuid[])
  returns table (
    id uuid,
    type_name text,
    usage_type text,
    is_primary boolean,
    label text,
    linked_entity_type text,
    linked_entity_id uuid,
    created_at timestamptz,
    phone_id uuid,
    email_id uuid,
    social_id uuid,
    allow_sms boolean,
    is_masked boolean
  )
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query
  select
    u.id,
    u.type_name,
    u.usage_type,
    u.is_primary,
    u.label,
    s.entity_type,
    u.linked_entity_id,
    u.created_at,
    u.phone_id,
    u.email_id,
    u.social_id,
    u.allow_sms,
    r.is_masked
  from api.contact_scope(entity_types, ids) as s
  join api.contact_usages as u on u.linked_entity_type = s.entity_type::fwd.linked_entity_enum and u.linked_entity_id = s.entity_id
  join api.contact_rules as r on r.scope = s.scope and r.usage_type = u.usage_type
  order by u.is_primary desc, u.usage_type, u.id;
end
$$;

revoke all on function api.visible_contact_usages(text[], uuid[]) from public;

reset role;
