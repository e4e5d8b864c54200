-- Views under the names other documents of the platform use, and two summaries. All of them run with the reader's own rights.
set role heirloom_owner;

create view fwd.ffcs with (security_invoker = true) as
select c.* from fwd.fwd_family_circles as c;

create view fwd.ffc_memberships with (security_invoker = true) as
select m.* from fwd.ffc_personas as m;

create view fwd.invitations with (security_invoker = true) as
select i.* from fwd.ffc_invitations as i;

create view fwd.asset_ownerships with (security_invoker = true) as
select o.* from fwd.asset_persona_ownership as o;

create view fwd.asset_persona with (security_invoker = true) as
select o.* from fwd.asset_persona_ownership as o;

create view fwd.v_asset_summary with (security_invoker = true) as
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
  case when d.direction is null then c.sign when d.direction = 'receivable' then 1 else -1 end * a.estimated_value as signed_value,
  a.valued_on,
  coalesce(t.owner_count, 0) as owner_count,
  coalesce(t.owned_percentage, 0) as owned_percentage
from fwd.assets as a
join fwd.asset_categories as c on c.asset_type = a.asset_type
left join fwd.asset_debts as d on d.asset_id = a.id
left join (
  select l.asset_id, count(*) as owner_count, sum(l.ownership_percentage) as owned_percentage
  from fwd.v_live_title as l
  group by l.asset_id
) as t on t.asset_id = a.id;

-- Circle -> member -> relation. Generation 0 are members without a parent or grandparent in the circle; cycles end at depth 12.
create view fwd.v_family_hierarchy with (security_invoker = true) as
with recursive edge as (
  select m.ffc_id, r.from_persona_id as parent_id, r.to_persona_id as child_id
  from fwd.ffc_personas as m
  join fwd.persona_relationships as r on r.from_persona_id = m.persona_id and r.relationship = 'child'
  join fwd.ffc_personas as o on o.ffc_id = m.ffc_id and o.persona_id = r.to_persona_id and o.status = 'active'
  where m.status = 'active'
),
descent as (
  select m.ffc_id, m.persona_id, 0 as generation
  from fwd.ffc_personas as m
  where m.status = 'active'
    and not exists (select from edge as e where e.ffc_id = m.ffc_id and e.child_id = m.persona_id)
  union
  select d.ffc_id, e.child_id, d.generation + 1
  from descent as d
  join edge as e on e.ffc_id = d.ffc_id and e.parent_id = d.persona_id
  where d.generation < 12
)
select
  m.tenant_id,
  m.ffc_id,
  m.persona_id,
  m.ffc_role,
  coalesce(max(d.generation), 0) as generation,
  array(select e.parent_id from edge as e where e.ffc_id = m.ffc_id and e.child_id = m.persona_id order by e.parent_id) as parent_ids
from fwd.ffc_personas as m
left join descent as d on d.ffc_id = m.ffc_id and d.persona_id = m.persona_id
where m.status = 'active'
group by m.tenant_id, m.ffc_id, m.persona_id, m.ffc_role;

reset role;
