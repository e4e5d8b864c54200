-- Persona.representedBy: who stands for a persona.
-- Index: persona_representations (tenant_id, principal_persona_id).
set role heirloom_procedures;

create or replace function api.sp_batch_represented_by(ids uuid[])
  returns setof api.representation_of_parent
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  select r.*
  from api.representation_rows('{}', ids) as r;
end
$$;

revoke all on function api.sp_batch_represented_by(uuid[]) from public;
grant execute on function api.sp_batch_represented_by(uuid[]) to heirloom_gateway;

reset role;
