-- Viewer.assets: everything the acting persona sees of its own accord.
-- Index: those of api.own_assets.
set role heirloom_procedures;

create or replace function api.sp_batch_assets_of_viewers(
  ids uuid[],
  filter jsonb default null,
  order_by jsonb default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null,
  with_totals boolean default null
)
  returns setof api.asset_edge
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  parents uuid[];
  listed uuid[];
  shares numeric[];
begin
  select array_agg(v.persona_id), array_agg(o.asset_id), array_agg(o.share)
    into parents, listed, shares
    from unnest(ids) as v (persona_id)
    join api.own_assets() as o on v.persona_id = api.acting_persona();

  return query
  select p.*
  from api.asset_page(parents, listed, shares, filter, order_by, first, after, last, before, with_total, with_totals) as p;
end
$$;

revoke all on function api.sp_batch_assets_of_viewers(uuid[], jsonb, jsonb, integer, text, integer, text, boolean, boolean) from public;
grant execute on function api.sp_batch_assets_of_viewers(uuid[], jsonb, jsonb, integer, text, integer, text, boolean, boolean) to heirloom_gateway;

reset role;
