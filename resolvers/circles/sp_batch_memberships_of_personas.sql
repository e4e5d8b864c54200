-- Persona.memberships: the active memberships of a persona in circles the acting persona belongs to, too.
-- Index: ffc_personas_of_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_memberships_of_personas(ids uuid[])
  returns setof api.membership_of_parent
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select r.persona_id, r.*
  from api.membership_rows(array(select m.id from fwd.ffc_personas as m where m.persona_id = any(ids) and m.status = 'active')) as r
  order by r.joined_at, r.id;
end
$$;

revoke all on function api.sp_batch_memberships_of_personas(uuid[]) from public;
grant execute on function api.sp_batch_memberships_of_personas(uuid[]) to heirloom_gateway;

reset role;
