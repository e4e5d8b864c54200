-- Loads SocialProfile by id: visible where one of its usages is; in part only where every such usage is masked.
-- Index: social_media (id), social_media_usage (tenant_id, social_id).
set role heirloom_procedures;

create or replace function api.sp_batch_socials(ids uuid[])
  returns table (id uuid, platform fwd.social_platform_enum, handle text, profile_url text)
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  with wanted as materialized (
    select distinct w.linked_entity_type::text as entity_type, w.linked_entity_id as entity_id
    from api.contact_usages as w
    where w.social_id = any(ids)
  ),
  seen as (
    select u.social_id as id, bool_and(u.is_masked) as is_masked
    from api.visible_contact_usages(
      array(select w.entity_type from wanted as w order by w.entity_type, w.entity_id),
      array(select w.entity_id from wanted as w order by w.entity_type, w.entity_id)
    ) as u
    where u.social_id = any(ids)
    group by u.social_id
  )
  select
    b.id,
    b.platform,
    b.handle,
    b.profile_url
  from seen as s
  join fwd.social_media as b on b.id = s.id;
end
$$;

revoke all on function api.sp_batch_socials(uuid[]) from public;
grant execute on function api.sp_batch_socials(uuid[]) to heirloom_gateway;

reset role;
