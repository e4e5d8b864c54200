-- Why the acting persona sees these assets: every source of access, with the level it gives (1 summary, 2 read, 3 edit, 4 admin).
-- The one place where rights to assets are decided. Personas of one user are never combined: only the acting one counts.
--
-- grant        a live permission
-- title        live direct or trust ownership; a designation as beneficiary alone gives nothing
-- capacity     a live representation of someone who holds title
-- role         a circle in which both the acting persona and a holder are active, unless the asset is private: the lesser of what the role
--              may see and what the holder shares. A beneficiary who is to inherit the asset reads it, another has the summary
-- break_glass  an approved emergency grant to the tenant's administrator: read, masked
--
-- Index: asset_permissions_live_once, asset_persona_ownership (asset_id, persona_id), ffc_personas_of_persona, ffc_personas (ffc_id,
-- persona_id), persona_representations_live_once, break_glass_grants_user.
set role heirloom_procedures;

create or replace function api.asset_sources(ids uuid[])
  returns table (
    asset_id uuid,
    kind text,
    level smallint,
    can_reveal boolean,
    ffc_id uuid,
    role fwd.ffc_role_enum,
    grant_level fwd.permission_level_enum,
    capacity text,
    expires_at timestamptz
  )
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
  my_user uuid := api.acting_user();
  emergency_until timestamptz;
begin
  if not api.allows('assets:read') then
    return;
  end if;

  return query
  select
    g.asset_id,
    'grant',
    (case g.permission_level when 'read' then 2 when 'edit' then 3 else 4 end)::smallint,
    g.permission_level <> 'read',
    null::uuid,
    null::fwd.ffc_role_enum,
    g.permission_level,
    null::text,
    g.expires_at
  from fwd.asset_permissions as g
  where g.asset_id = any(ids)
    and g.persona_id = me
    and g.revoked_at is null
    and (g.expires_at is null or g.expires_at > now());

  return query
  select
    t.asset_id,
    case when t.persona_id = me then 'title' else 'capacity' end,
    4::smallint,
    true,
    null::uuid,
    null::fwd.ffc_role_enum,
    null::fwd.permission_level_enum,
    r.capacity::text,
    least(t.end_date, r.expires_on)::timestamptz
  from (
    select me as persona_id, null::fwd.representation_capacity_enum as capacity, null::date as expires_on
    union all
    select l.principal_persona_id, l.capacity, l.expires_on
    from fwd.v_live_representation as l
    where l.representative_persona_id = me
  ) as r
  join fwd.v_live_title as t on t.persona_id = r.persona_id
  where t.asset_id = any(ids);

  return query
  with held as materialized (
    select t.asset_id, t.persona_id
    from fwd.v_live_title as t
    join fwd.assets as a on a.id = t.asset_id and a.visibility = 'circle'
    where t.asset_id = any(ids)
      and t.persona_id <> me
  ),
  peer as materialized (
    select
      m.persona_id,
      m.asset_share,
      c.id as circle_id,
      mine.ffc_role as my_role,
      case mine.ffc_role
        when 'owner' then
          case coalesce(c.settings ->> 'owner_asset_access', n.settings ->> 'owner_asset_access') when 'read' then 2 else 3 end
        when 'advisor' then 2
        else 1
      end as role_level
    from fwd.ffc_personas as mine
    join fwd.fwd_family_circles as c on c.id = mine.ffc_id and c.status = 'active'
    join fwd.tenants as n on n.id = c.tenant_id
    join fwd.ffc_personas as m on m.ffc_id = mine.ffc_id and m.status = 'active' and m.asset_share <> 'none'
    where mine.persona_id = me
      and mine.status = 'active'
  )
  select
    h.asset_id,
    'role',
    max(
      least(
        case
          when p.my_role = 'beneficiary' and h.asset_id in (
            select b.asset_id
            from fwd.asset_persona_ownership as b
            where b.asset_id = any(ids)
              and (b.transfer_on_death_to_persona_id = me or (b.persona_id = me and b.ownership_type = 'beneficiary'))
              and b.effective_date <= current_date
              and (b.end_date is null or b.end_date > current_date)
          ) then 2
          else p.role_level
        end,
        case p.asset_share when 'summary' then 1 when 'read' then 2 else 3 end
      )
    )::smallint,
    false,
    p.circle_id,
    p.my_role,
    null::fwd.permission_level_enum,
    null::text,
    null::timestamptz
  from held as h
  join peer as p on p.persona_id = h.persona_id
  group by h.asset_id, p.circle_id, p.my_role;

  select max(b.ends_at)
    into emergency_until
    from fwd.break_glass_grants as b
    join fwd.users as u on u.id = b.user_id and u.tenant_role = 'tenant_admin'
    where b.user_id = my_user
      and b.approved_by is not null
      and b.starts_at <= now()
      and b.ends_at > now();
  if emergency_until is not null then
    return query
    select
      a.id,
      'break_glass',
      2::smallint,
      false,
      null::uuid,
      null::fwd.ffc_role_enum,
      null::fwd.permission_level_enum,
      null::text,
      emergency_until
    from fwd.assets as a
    where a.id = any(ids);
  end if;
end
$$;

revoke all on function api.asset_sources(uuid[]) from public;

reset role;
