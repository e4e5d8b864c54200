-- What may have contacts and is known to the acting persona of its own accord: personas, their contact records, its user, and the tenant's
-- companies.
-- Index: those of api.own_personas; personas (id), advisor_company (tenant_id, id).
set role heirloom_procedures;

create or replace function api.known_entities()
  returns table (entity_type text, id uuid)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  with known as materialized (
    select o.persona_id from api.own_personas() as o
  )
  select 'persona', k.persona_id from known as k
  union
  select 'contact_info', p.contact_info_id
  from fwd.personas as p
  where p.id in (select k.persona_id from known as k)
    and p.contact_info_id is not null
  union
  select 'user', api.acting_user() where me is not null
  union
  select 'advisor_company', c.id from fwd.advisor_company as c where me is not null;
end
$$;

revoke all on function api.known_entities() from public;

reset role;
