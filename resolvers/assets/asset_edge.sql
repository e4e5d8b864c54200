-- An Asset as element of a connection of some parent.
set role heirloom_procedures;

create or replace view api.asset_edge with (security_invoker = true) as
select
  null::uuid as parent,
  null::text as cursor,
  null::boolean as has_next,
  null::boolean as has_previous,
  null::bigint as total_count,
  r.*
from api.asset_row as r
where false;

reset role;
