-- FamilyCircle.assets: what the members of a circle hold and share with it; for members of the circle only. Nothing of it is stored with
-- the circle.
-- Index: ffc_personas (ffc_id, persona_id), asset_persona_ownership_by_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_assets_of_ffcs(
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
  me uuid := api.acting_persona();
  parents uuid[];
  listed uuid[];
  shares numeric[];
begin
  select array_agg(d.ffc_id), array_agg(d.asset_id), array_agg(d.share)
    into parents, listed, shares
    from (
      select l.ffc_id, l.asset_id, sum(l.percentage) as share
      from api.circle_assets as l
      join fwd.ffc_personas as mine on mine.ffc_id = l.ffc_id and mine.persona_id = me and mine.status = 'active'
      where l.ffc_id = any(ids)
        and (select api.allows('assets:read'))
      group by l.ffc_id, l.asset_id
    ) as d;

  return query
  select p.*
  from api.asset_page(parents, listed, shares, filter, order_by, first, after, last, before, with_total, with_totals) as p;
end
$$;

revoke all on function api.sp_batch_assets_of_ffcs(uuid[], jsonb, jsonb, integer, text, integer, text, boolean, boolean) from public;
grant execute on function api.sp_batch_assets_of_ffcs(uuid[], jsonb, jsonb, integer, text, integer, text, boolean, boolean) to heirloom_gateway;

reset role;
