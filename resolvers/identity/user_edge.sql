-- A User as element of a connection of a tenant.
set role heirloom_procedures;

create or replace view api.user_edge with (security_invoker = true) as
select
  null::integer as parent,
  null::text as cursor,
  null::boolean as has_next,
  null::boolean as has_previous,
  null::bigint as total_count,
  r.*
from api.user_row as r
where false;

reset role;
