-- The personas the acting persona knows of its own accord: its user's, those it stands for or who stand for it, members of its circles.
-- Index: personas_user, persona_representations_live_once, persona_representations_principal, ffc_personas_of_persona,
-- ffc_personas_by_joining.
set role heirloom_procedures;

create or replace function api.own_personas()
  returns table (persona_id uuid)
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  me uuid := api.acting_persona();
  my_user uuid := api.acting_user();
begin
  return query
  select p.id from fwd.personas as p where p.user_id = my_user and me is not null
  union
  select case when r.representative_persona_id = me then r.principal_persona_id else r.representative_persona_id end
  from fwd.v_live_representation as r
  where me in (r.representative_persona_id, r.principal_persona_id)
    and r.principal_persona_id is not null
  union
  select theirs.persona_id
  from fwd.ffc_personas as mine
  join fwd.fwd_family_circles as c on c.id = mine.ffc_id and c.status = 'active'
  join fwd.ffc_personas as theirs on theirs.ffc_id = mine.ffc_id and theirs.status = 'active'
  where mine.persona_id = me
    and mine.status = 'active';
end
$$;

revoke all on function api.own_personas() from public;

reset role;
