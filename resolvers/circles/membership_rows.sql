-- The rows of those memberships the acting persona may see: those of active circles it is an active member of; past ones where it sees the
-- persona otherwise. What a member shares
-- is known to him, to whoever represents him and to the circle's owners. A program whose key does not cover persona or circle has no row,
-- as both are never null. Every route to an FfcMembership ends here, but for
-- FamilyCircle.myMembership, where nothing is withheld.
-- Index: ffc_personas (id), ffc_personas (ffc_id, persona_id).
set role heirloom_procedures;

create or replace function api.membership_rows(ids uuid[])
  returns setof api.membership_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
  my_user uuid := api.acting_user();
begin
  return query
  select
    m.id,
    m.persona_id,
    m.ffc_id,
    m.ffc_role,
    case
      when mine.ffc_role = 'owner'
        or m.persona_id in (select p.id from fwd.personas as p where p.user_id = my_user)
        or m.persona_id in (select r.principal_persona_id from fwd.v_live_representation as r where r.representative_persona_id = me)
      then m.asset_share
    end,
    m.joined_at,
    m.left_at,
    m.status,
    m.added_by
  from fwd.ffc_personas as m
  join fwd.fwd_family_circles as c on c.id = m.ffc_id and c.status = 'active'
  join fwd.ffc_personas as mine on mine.ffc_id = m.ffc_id and mine.persona_id = me and mine.status = 'active'
  join fwd.personas as p on p.id = m.persona_id and p.status <> 'deleted'
  where m.id = any(ids)
    and (
      m.status = 'active'
      or m.persona_id in (
        select x.persona_id
        from api.sp_persona_access(array(select i.persona_id from fwd.ffc_personas as i where i.id = any(ids) and i.status <> 'active')) as x
        where x.level <> 'coowner'
      )
    )
    and (m.persona_id = me or (select api.allows('personas:read')))
    and (select api.allows('ffcs:read'));
end
$$;

revoke all on function api.membership_rows(uuid[]) from public;

reset role;
