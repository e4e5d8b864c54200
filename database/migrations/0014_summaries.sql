-- Views that procedures read: who descends from whom among the members of a circle, and what there is to say of an asset.
set role heirloom_owner;

-- Circle -> member -> relation. A member's generation is the length of the longest line of descent within the circle that leads to him, 12 at
-- most, so that circular records come to an end; spouses and siblings are of one generation. Who is no member does not count, nor does
-- a persona that was deleted: a grandchild without his parents is of the next generation. Each circle is worked out by itself.
create or replace view fwd.v_family_hierarchy with (security_invoker = true) as
select c.tenant_id, c.id as ffc_id, h.persona_id, h.ffc_role, h.generation, h.parent_ids
from fwd.fwd_family_circles as c
cross join lateral (
  with recursive member as (
    select m.persona_id, m.ffc_role
    from fwd.ffc_personas as m
    join fwd.personas as p on p.id = m.persona_id and p.status <> 'deleted'
    where m.ffc_id = c.id
      and m.status = 'active'
  ),
  relation as (
    select
      r.from_persona_id,
      r.to_persona_id,
      r.relationship = 'child' as is_child,
      case when r.relationship in ('child', 'grandchild') then 1 else 0 end as step
    from member as m
    join fwd.persona_relationships as r on r.from_persona_id = m.persona_id
    join member as o on o.persona_id = r.to_persona_id
    where r.relationship in ('child', 'grandchild', 'spouse', 'sibling')
  ),
  descent as (
    select m.persona_id, 0 as generation
    from member as m
    union
    select r.to_persona_id, d.generation + r.step
    from descent as d
    join relation as r on r.from_persona_id = d.persona_id
    where d.generation + r.step <= 12
  )
  select
    m.persona_id,
    m.ffc_role,
    max(d.generation) as generation,
    array(select r.from_persona_id from relation as r where r.to_persona_id = m.persona_id and r.is_child order by r.from_persona_id) as parent_ids
  from member as m
  join descent as d on d.persona_id = m.persona_id
  group by m.persona_id, m.ffc_role
) as h;

-- All that is of one asset, whatever its type. The signed value is what counts in a total: a term life policy is worth nothing.
create or replace view fwd.v_asset_summary with (security_invoker = true) as
select
  a.tenant_id,
  a.id as asset_id,
  a.asset_type,
  c.display_name as category,
  a.name,
  a.status,
  a.visibility,
  a.estimated_value,
  a.currency_code,
  case
    when p.policy_kind = 'term' then 0
    when d.direction = 'receivable' then 1
    else c.sign
  end * a.estimated_value as signed_value,
  a.valued_on,
  coalesce(t.owner_count, 0) as owner_count,
  coalesce(t.owned_percentage, 0) as owned_percentage,
  a.description,
  a.tags,
  c.sign as category_sign,
  c.icon as category_icon,
  a.created_at,
  a.updated_at,
  a.version
from fwd.assets as a
join fwd.asset_categories as c on c.asset_type = a.asset_type
left join fwd.asset_debts as d on d.asset_id = a.id
left join fwd.asset_life_insurance as p on p.asset_id = a.id
left join (
  select l.asset_id, count(*) as owner_count, sum(l.ownership_percentage) as owned_percentage
  from fwd.v_live_title as l
  group by l.asset_id
) as t on t.asset_id = a.id;

grant select on fwd.v_family_hierarchy, fwd.v_asset_summary to heirloom_procedures;

reset role;
