-- Persona.ownedAssets: the assets a persona holds title in, by name, as far as the acting persona may see them.
-- Index: asset_persona_ownership_by_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_assets_of_personas(
  ids uuid[],
  first integer default null,
  after text default null,
  with_total boolean default null
)
  returns setof api.asset_edge
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  size integer := api.page_size(first);
  seek record := api.open_cursor('name', after);
begin
  perform api.acting_persona();
  return query
  with listed as (
    select t.persona_id as parent, t.asset_id
    from fwd.v_live_title as t
    join api.sp_asset_access(
      array(select distinct h.asset_id from fwd.v_live_title as h where h.persona_id = any(ids))
    ) as x on x.asset_id = t.asset_id
    where t.persona_id = any(ids)
  ),
  named as (
    select l.parent, a.id, lower(a.name) collate "C" as sort, count(*) over (partition by l.parent) as total
    from listed as l
    join fwd.assets as a on a.id = l.asset_id
  ),
  placed as (
    select
      n.*,
      row_number() over (partition by n.parent order by n.sort, n.id) as place,
      count(*) over (partition by n.parent) as rest
    from named as n
    where after is null or (n.sort, n.id) > (seek.sort, seek.id)
  ),
  page as materialized (
    select p.* from placed as p where p.place <= size
  )
  select
    p.parent,
    'name:' || p.id || ':' || p.sort,
    p.rest > size,
    case when with_total then p.total end,
    r.*
  from page as p
  join api.asset_rows(array(select distinct i.id from page as i)) as r on r.id = p.id
  order by p.parent, p.place;
end
$$;

revoke all on function api.sp_batch_assets_of_personas(uuid[], integer, text, boolean) from public;
grant execute on function api.sp_batch_assets_of_personas(uuid[], integer, text, boolean) to heirloom_gateway;

reset role;
