-- Viewer.assets: everything the acting persona sees of its own accord, by name: what it or someone it stands for holds, what it was
-- granted, what its circles list. Emergency access opens assets by id and does not list them.
-- Index: asset_persona_ownership_by_persona, asset_permissions_of_persona, ffc_personas_of_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_assets_of_viewers(
  ids uuid[],
  first integer default null,
  after text default null,
  with_total boolean default null
)
  returns setof api.asset_edge
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  me uuid := api.acting_persona();
  size integer := api.page_size(first);
  seek record := api.open_cursor('name', after);
begin
  return query
  with listed as (
    select v.persona_id as parent, x.asset_id
    from unnest(ids) as v (persona_id)
    cross join api.sp_asset_access(
      array(
        select t.asset_id from fwd.v_live_title as t where t.persona_id = me
        union
        select t.asset_id
        from fwd.v_live_representation as r
        join fwd.v_live_title as t on t.persona_id = r.principal_persona_id
        where r.representative_persona_id = me
        union
        select g.asset_id from fwd.asset_permissions as g where g.persona_id = me and g.revoked_at is null
        union
        select l.asset_id
        from fwd.ffc_personas as mine
        join api.circle_assets as l on l.ffc_id = mine.ffc_id
        where mine.persona_id = me and mine.status = 'active'
      )
    ) as x
    where v.persona_id = me
      and x.sources <> '{break_glass}'
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

revoke all on function api.sp_batch_assets_of_viewers(uuid[], integer, text, boolean) from public;
grant execute on function api.sp_batch_assets_of_viewers(uuid[], integer, text, boolean) to heirloom_gateway;

reset role;
