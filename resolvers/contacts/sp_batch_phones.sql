-- Loads Phone by id: visible where one of its usages is; in part only where every such usage is masked.
-- Index: phone_number (id), phone_usage (tenant_id, phone_id).
set role heirloom_procedures;

create or replace function api.sp_batch_phones(ids uuid[])
  returns table (id uuid, e164 text, masked text, extension text, is_verified boolean)
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  with wanted as materialized (
    select distinct w.linked_entity_type::text as entity_type, w.linked_entity_id as entity_id
    from api.contact_usages as w
    where w.phone_id = any(ids)
  ),
  seen as (
    select u.phone_id as id, bool_and(u.is_masked) as is_masked
    from api.visible_contact_usages(
      array(select w.entity_type from wanted as w order by w.entity_type, w.entity_id),
      array(select w.entity_id from wanted as w order by w.entity_type, w.entity_id)
    ) as u
    where u.phone_id = any(ids)
    group by u.phone_id
  )
  select
    b.id,
    case when not s.is_masked then b.country_code || b.phone_number end,
    b.country_code || ' ••• ' || right(b.phone_number, 4),
    case when not s.is_masked then b.extension end,
    b.is_verified
  from seen as s
  join fwd.phone_number as b on b.id = s.id;
end
$$;

revoke all on function api.sp_batch_phones(uuid[]) from public;
grant execute on function api.sp_batch_phones(uuid[]) to heirloom_gateway;

reset role;
