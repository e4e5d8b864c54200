-- The rows of the tenant's companies, which are known to the whole tenant. Index: advisor_company (tenant_id, id).
set role heirloom_procedures;

create or replace view api.advisor_company_rows with (security_invoker = true) as
select
  c.id,
  'advisor_company'::text as entity_type,
  c.company_name,
  c.company_type,
  c.website,
  c.address_id,
  c.license_number,
  c.license_state::text as license_state,
  c.is_active
from fwd.advisor_company as c;

reset role;
