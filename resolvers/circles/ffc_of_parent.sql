-- A FamilyCircle as element of a list of some parent.
set role heirloom_procedures;

create or replace view api.ffc_of_parent with (security_invoker = true) as
select
  null::uuid as parent,
  r.*
from api.ffc_row as r
where false;

reset role;
