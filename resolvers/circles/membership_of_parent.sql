-- An FfcMembership as element of a list of some parent.
set role heirloom_procedures;

create or replace view api.membership_of_parent with (security_invoker = true) as
select
  null::uuid as parent,
  r.*
from api.membership_row as r
where false;

reset role;
