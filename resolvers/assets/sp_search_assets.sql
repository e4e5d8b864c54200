-- Query.assets: everything the acting persona sees of its own accord, as Viewer.assets.
-- Index: those of api.own_assets.
set role heirloom_procedures;

create or replace function api.sp_search_assets(
  filter jsonb default null,
  order_by jsonb default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.asset_edge
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  parents uuid[];
  listed uuid[];
begin
  select array_agg(api.acting_persona()), array_agg(o.asset_id)
    into parents, listed
    from api.own_assets() as o;

  return query
  select p.*
  from api.asset_page(parents, listed, filter, order_by, first, after, last, before, with_total) as p;
end
$$;

revoke all on function api.sp_search_assets(jsonb, jsonb, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_search_assets(jsonb, jsonb, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
