-- The row of GraphQL type AdvisorCompany.
set role heirloom_procedures;

create or replace view api.advisor_company_row with (security_invoker = true) as
select
  null::uuid as id,
  null::text as entity_type,
  null::text as company_name,
  null::text as company_type,
  null::text as website,
  null::uuid as address_id,
  null::text as license_number,
  null::text as license_state,
  null::boolean as is_active
where false;

reset role;
