-- Loads AdvisorCompany by id; the whole tenant knows its companies.
-- Index: advisor_company (id).
set role heirloom_procedures;

create or replace function api.sp_batch_advisor_companies(ids uuid[])
  returns setof api.advisor_company_row
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_tenant();
  return query
  select
    c.id,
    'advisor_company',
    c.company_name,
    c.company_type,
    c.website,
    c.address_id,
    c.license_number,
    c.license_state::text,
    c.is_active
  from fwd.advisor_company as c
  where c.id = any(ids);
end
$$;

revoke all on function api.sp_batch_advisor_companies(uuid[]) from public;
grant execute on function api.sp_batch_advisor_companies(uuid[]) to heirloom_gateway;

reset role;
