-- Loads Email by id: visible where one of its usages is; in part only where every such usage is masked.
-- Index: email_address (id), email_usage (tenant_id, email_id).
set role heirloom_procedures;

create or replace function api.sp_batch_emails(ids uuid[])
  returns table (id uuid, address text, masked text, is_verified boolean)
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  with wanted as materialized (
    select distinct w.linked_entity_type::text as entity_type, w.linked_entity_id as entity_id
    from api.contact_usages as w
    where w.email_id = any(ids)
  ),
  seen as (
    select u.email_id as id, bool_and(u.is_masked) as is_masked
    from api.visible_contact_usages(
      array(select w.entity_type from wanted as w order by w.entity_type, w.entity_id),
      array(select w.entity_id from wanted as w order by w.entity_type, w.entity_id)
    ) as u
    where u.email_id = any(ids)
    group by u.email_id
  )
  select
    b.id,
    case when not s.is_masked then b.email_address end,
    left(b.email_address, 1) || '•••@' || split_part(b.email_address, '@', 2),
    b.is_verified
  from seen as s
  join fwd.email_address as b on b.id = s.id;
end
$$;

revoke all on function api.sp_batch_emails(uuid[]) from public;
grant execute on function api.sp_batch_emails(uuid[]) to heirloom_gateway;

reset role;
