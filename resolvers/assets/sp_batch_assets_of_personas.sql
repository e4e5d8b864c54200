-- Persona.ownedAssets: the assets a persona holds title in, as far as the acting persona may see them.
-- Index: asset_persona_ownership_by_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_assets_of_personas(
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
  perform api.acting_persona();
  select array_agg(t.persona_id), array_agg(t.asset_id), array_agg(t.ownership_percentage)
    into parents, listed, shares
    from fwd.v_live_title as t
    join api.sp_asset_access(
      array(select distinct h.asset_id from fwd.v_live_title as h where h.persona_id = any(ids))
    ) as x on x.asset_id = t.asset_id
    where t.persona_id = any(ids);

  return query
  select p.*
  from api.asset_page(parents, listed, shares, filter, order_by, first, after, last, before, with_total, with_totals) as p;
end
$$;

revoke all on function api.sp_batch_assets_of_personas(uuid[], jsonb, jsonb, integer, text, integer, text, boolean, boolean) from public;
grant execute on function api.sp_batch_assets_of_personas(uuid[], jsonb, jsonb, integer, text, integer, text, boolean, boolean) to heirloom_gateway;

reset role;
