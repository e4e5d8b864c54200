-- A ContactUsage as element of a list of the entity it is linked to.
set role heirloom_procedures;

create or replace view api.contact_usage_of_entity with (security_invoker = true) as
select
  null::text as parent_entity_type,
  null::uuid as parent_id,
  r.*
from api.contact_usage_row as r
where false;

reset role;
