-- Loads ContactInfo by id: visible with the contacts of a persona it belongs to.
-- Index: contact_info (id), personas (tenant_id, contact_info_id).
set role heirloom_procedures;

create or replace function api.sp_batch_contact_infos(ids uuid[])
  returns table (
    id uuid, entity_type text, address_id uuid, language_preference text, timezone text, website text
  )
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  select c.id, 'contact_info', c.address_id, c.language_preference::text, c.timezone, c.website
  from api.contact_scope(array_fill('contact_info'::text, array[cardinality(ids)]), ids) as s
  join fwd.contact_info as c on c.id = s.entity_id;
end
$$;

revoke all on function api.sp_batch_contact_infos(uuid[]) from public;
grant execute on function api.sp_batch_contact_infos(uuid[]) to heirloom_gateway;

reset role;
