-- Ffc.members, by persona. Index: ffc_personas (ffc_id, persona_id), personas (id).
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_members(ffc_ids bigint[])
  returns table (
    parent bigint, role fwd.member_role, persona_id bigint, persona_first_name text, persona_last_name text
  )
  language plpgsql stable security definer set search_path = '' rows 5 as $$
#variable_conflict use_column
begin
  return query
  select m.ffc_id, m.role, p.id, p.first_name, p.last_name
    from fwd.ffc_personas as m
    join fwd.personas as p on p.id = m.persona_id
    where m.ffc_id = any (ffc_ids)
    order by m.persona_id;
end
$$;

revoke all on function api.sp_batch_ffc_members(bigint[]) from public;
grant execute on function api.sp_batch_ffc_members(bigint[]) to heirloom_gateway;

reset role;
