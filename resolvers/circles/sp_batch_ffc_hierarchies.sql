-- FamilyCircle.hierarchy: the members of a circle by generation, then by name; for members of the circle only, and for programs whose key
-- covers personas. relation is what a member is to the acting persona.
-- Index: those of api.own_ffcs; ffc_personas_by_joining, persona_relationships (from_persona_id, to_persona_id, relationship).
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_hierarchies(ids uuid[])
  returns table (parent uuid, persona_id uuid, generation integer, parent_ids uuid[], relation fwd.family_relation_enum)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
  own uuid[] := api.own_ffcs(ids);
begin
  if not api.allows('personas:read') then
    return;
  end if;

  return query
  select
    h.ffc_id,
    h.persona_id,
    h.generation,
    h.parent_ids,
    (select min(r.relationship) from fwd.persona_relationships as r where r.from_persona_id = me and r.to_persona_id = h.persona_id)
  from fwd.v_family_hierarchy as h
  join fwd.personas as p on p.id = h.persona_id
  where h.ffc_id = any(own)
  order by h.ffc_id, h.generation, lower(p.display_name) collate "C", h.persona_id;
end
$$;

revoke all on function api.sp_batch_ffc_hierarchies(uuid[]) from public;
grant execute on function api.sp_batch_ffc_hierarchies(uuid[]) to heirloom_gateway;

reset role;
