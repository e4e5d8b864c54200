-- Tenant.users: everyone who signs in to a tenant, by name; for its administrators alone.
-- Index: users_status.
set role heirloom_procedures;

create or replace function api.sp_batch_users_of_tenants(
  ids integer[],
  filter jsonb default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.user_edge
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  mine integer := api.acting_tenant();
  conditions jsonb := coalesce(jsonb_strip_nulls(filter), '{}');
begin
  if not api.is_tenant_admin() then
    return;
  end if;

  return query
  with seen as materialized (
    select r.*, '00000000-0000-0000-0000-000000000000'::uuid as parent, lower(r.display_name) as sort
    from api.sp_batch_users(array(select u.id from fwd.users as u where u.tenant_id = mine and mine = any(ids))) as r
    where (not conditions ? 'status' or conditions -> 'status' ? r.status::text)
      and (not conditions ? 'tenant_role' or conditions -> 'tenant_role' ? r.tenant_role::text)
      and (not conditions ? 'text' or api.has_text(conditions ->> 'text', r.display_name, r.first_name, r.last_name))
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'name', false, first, after, last, before, with_total) as p
  )
  select
    mine,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.entity_type,
    s.display_name,
    s.first_name,
    s.last_name,
    s.status,
    s.tenant_role,
    s.primary_email,
    s.primary_phone,
    s.last_login_at
  from page as p
  left join seen as s on s.id = p.id
  order by p.place;
end
$$;

revoke all on function api.sp_batch_users_of_tenants(integer[], jsonb, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_users_of_tenants(integer[], jsonb, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
