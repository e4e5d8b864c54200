-- Which of these personas the acting persona may see, and how closely. The one place where that is decided.
--
-- level     self         a persona of the same user
--           represented  one stands for the other
--           circle       both are active members of an active circle
--           directory    the user administers the tenant: name and status
--           coowner      both hold title in some asset: the name, nothing else
-- birth     'date', 'year' or null: how much of the date of birth may be shown
-- contacts  'self', 'private', 'public' or null: which contacts may be shown, see api.contact_rules
--
-- Index: ffc_personas_of_persona, ffc_personas (ffc_id, persona_id), persona_representations_live_once,
-- asset_persona_ownership (asset_id, persona_id).
set role heirloom_procedures;

create or replace function api.sp_persona_access(ids uuid[])
  returns table (persona_id uuid, level text, birth text, contacts text)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
  my_user uuid := api.acting_user();
  principals uuid[];
  representatives uuid[];
begin
  select
    coalesce(array_agg(r.principal_persona_id) filter (where r.representative_persona_id = me), '{}'),
    coalesce(array_agg(r.representative_persona_id) filter (where r.principal_persona_id = me), '{}')
    into principals, representatives
    from fwd.v_live_representation as r
    where r.representative_persona_id = me
      or r.principal_persona_id = me;

  return query
  with shared as materialized (
    select theirs.persona_id, array_agg(distinct mine.ffc_role) as my_roles
    from fwd.ffc_personas as mine
    join fwd.fwd_family_circles as c on c.id = mine.ffc_id and c.status = 'active'
    join fwd.ffc_personas as theirs on theirs.ffc_id = mine.ffc_id and theirs.status = 'active'
    where mine.persona_id = me
      and mine.status = 'active'
      and theirs.persona_id = any(ids)
    group by theirs.persona_id
  ),
  levelled as materialized (
    select
      p.id,
      shared.my_roles,
      case
        when p.user_id = my_user then 'self'
        when p.id = any(principals) or p.id = any(representatives) then 'represented'
        when shared.my_roles is not null then 'circle'
        when (select api.is_tenant_admin()) then 'directory'
        when p.id in (
          select theirs.persona_id
          from fwd.v_live_title as mine
          join fwd.v_live_title as theirs on theirs.asset_id = mine.asset_id
          where mine.persona_id = me
        ) then 'coowner'
      end as level
    from fwd.personas as p
    left join shared on shared.persona_id = p.id
    where p.id = any(ids)
      and p.status <> 'deleted'
  )
  select
    l.id,
    l.level,
    case
      when l.level = 'self' or l.id = any(principals) or 'owner' = any(l.my_roles) then 'date'
      when 'beneficiary' = any(l.my_roles) or 'advisor' = any(l.my_roles) then 'year'
    end,
    case
      when l.level = 'self' then 'self'
      when l.id = any(principals) or 'owner' = any(l.my_roles) or 'advisor' = any(l.my_roles) then 'private'
      when l.level in ('represented', 'circle') then 'public'
    end
  from levelled as l
  where l.level is not null
    and (l.id = me or (select api.allows('personas:read')));
end
$$;

revoke all on function api.sp_persona_access(uuid[]) from public;

reset role;
