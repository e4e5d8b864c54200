-- Query.advisorCompanies: the tenant's companies by name, all or those whose name has the text in it.
-- Index: advisor_company (tenant_id, id).
set role heirloom_procedures;

create or replace function api.sp_search_advisor_companies(
  search text default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.advisor_company_edge
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_tenant();
  return query
  with seen as materialized (
    select r.*, '00000000-0000-0000-0000-000000000000'::uuid as parent, lower(r.company_name) as sort
    from api.advisor_company_rows as r
    where search is null
      or api.has_text(search, r.company_name)
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'name', false, first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.entity_type,
    s.company_name,
    s.company_type,
    s.website,
    s.address_id,
    s.license_number,
    s.license_state,
    s.is_active
  from page as p
  left join seen as s on s.id = p.id
  order by p.place;
end
$$;

revoke all on function api.sp_search_advisor_companies(text, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_search_advisor_companies(text, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
