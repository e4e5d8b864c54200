-- Persona.emails. Index: email_usages (linked_entity_id), email_addresses (id).
set role heirloom_procedures;

create or replace function api.sp_batch_emails(persona_ids bigint[])
  returns table (parent bigint, usage_type fwd.usage_type, address text)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
#variable_conflict use_column
begin
  return query
  select u.linked_entity_id, u.usage_type, e.address
    from fwd.email_usages as u
    join fwd.email_addresses as e on e.id = u.email_id
    where u.linked_entity_type = 'persona'
      and u.linked_entity_id = any (persona_ids)
    order by u.id;
end
$$;

revoke all on function api.sp_batch_emails(bigint[]) from public;
grant execute on function api.sp_batch_emails(bigint[]) to heirloom_gateway;

reset role;
