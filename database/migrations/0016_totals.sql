-- Totals: a signed value is what every total counts, and a row of totals no longer has those of the categories, which are rows of their own.
set role heirloom_owner;

-- All that is of one asset, whatever its type. The signed value is what counts in a total: a term life policy is worth nothing there, nor is
-- what is not in use.
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
    when p.policy_kind = 'term' or a.status <> 'active' then 0
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

-- Dropped, so that the shorter one can be made; with it go the procedures that return it, which are made again, too.
set role heirloom_procedures;

drop view if exists api.totals_row cascade;

reset role;
