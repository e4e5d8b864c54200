-- Loads Persona by id.
-- Index: personas (id).
set role heirloom_procedures;

create or replace function api.sp_batch_personas(ids uuid[])
  returns setof api.persona_row
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select r.*
  from api.persona_rows(ids) as r;
end
$$;

revoke all on function api.sp_batch_personas(uuid[]) from public;
grant execute on function api.sp_batch_personas(uuid[]) to heirloom_gateway;

reset role;
