-- An Asset as element of a connection of some parent; totals_… is what the whole list comes to, see api.asset_page.
set role heirloom_procedures;

create or replace view api.asset_edge with (security_invoker = true) as
select
  null::uuid as parent,
  null::text as cursor,
  null::boolean as has_next,
  null::boolean as has_previous,
  null::bigint as total_count,
  null::text[] as totals_currency,
  null::numeric[] as totals_assets,
  null::numeric[] as totals_liabilities,
  null::numeric[] as totals_net,
  null::numeric[] as totals_gross_net,
  null::integer[] as totals_asset_count,
  null::integer[] as totals_unvalued_count,
  r.*
from api.asset_row as r
where false;

reset role;
