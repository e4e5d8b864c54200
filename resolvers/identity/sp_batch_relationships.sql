-- Persona.relationships: the relatives of a persona, as far as both are visible.
-- Index: persona_relationships (from_persona_id, to_persona_id, relationship).
set role heirloom_procedures;

create or replace function api.sp_batch_relationships(ids uuid[])
  returns table (
    parent uuid, from_persona_id uuid, to_persona_id uuid, kind fwd.family_relation_enum
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  with wanted as materialized (
    select r.id, r.from_persona_id, r.to_persona_id, r.relationship
    from fwd.persona_relationships as r
    where r.from_persona_id = any(ids)
  ),
  visible as materialized (
    select x.persona_id
    from api.sp_persona_access(
      array(select w.from_persona_id from wanted as w union select w.to_persona_id from wanted as w)
    ) as x
    where x.level in ('self', 'represented', 'circle')
  )
  select w.from_persona_id, w.from_persona_id, w.to_persona_id, w.relationship
  from wanted as w
  where w.from_persona_id in (select v.persona_id from visible as v)
    and w.to_persona_id in (select v.persona_id from visible as v)
  order by w.relationship, w.to_persona_id, w.id;
end
$$;

revoke all on function api.sp_batch_relationships(uuid[]) from public;
grant execute on function api.sp_batch_relationships(uuid[]) to heirloom_gateway;

reset role;
