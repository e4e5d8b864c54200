-- A ContactUsage as element of a list of some other parent.
set role heirloom_procedures;

create or replace view api.contact_usage_of_parent with (security_invoker = true) as
select
  null::uuid as parent,
  r.*
from api.contact_usage_row as r
where false;

reset role;
