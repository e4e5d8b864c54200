-- Loads AdvisorCompany by id; the whole tenant knows its companies.
-- Index: advisor_company (id).
set role heirloom_procedures;

create or replace function api.sp_batch_advisor_companies(ids uuid[])
  returns setof api.advisor_company_row
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_tenant();
  return query
  select * from api.advisor_company_rows as c where c.id = any(ids);
end
$$;

revoke all on function api.sp_batch_advisor_companies(uuid[]) from public;
grant execute on function api.sp_batch_advisor_companies(uuid[]) to heirloom_gateway;

reset role;
