-- A Representation as element of a list of a Persona.
set role heirloom_procedures;

create or replace view api.representation_of_parent with (security_invoker = true) as
select
  null::uuid as parent,
  null::uuid as id,
  null::uuid as representative_persona_id,
  null::uuid as principal_persona_id,
  null::fwd.representation_capacity_enum as capacity,
  null::text as scope_label,
  null::date as effective_date,
  null::date as expires_on,
  null::boolean as is_live,
  null::text as ended_reason
where false;

reset role;
