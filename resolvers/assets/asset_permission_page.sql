-- A page of grants for each parent, newest first: those of the pairs (parent, id) that count today and are on assets of which the acting
-- persona has level admin. Every connection of grants ends here.
-- Index: asset_permissions (id); those of api.sp_asset_access.
set role heirloom_procedures;

create or replace function api.asset_permission_page(
  parents uuid[],
  ids uuid[],
  first integer,
  after text,
  last integer,
  before text,
  with_total boolean
)
  returns setof api.asset_permission_edge
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  return query
  with wanted as materialized (
    select g.*, e.parent
    from unnest(parents, ids) as e (parent, id)
    join fwd.asset_permissions as g on g.id = e.id
    where g.revoked_at is null
      and (g.expires_at is null or g.expires_at > now())
  ),
  seen as materialized (
    select w.*, to_char(w.granted_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as sort
    from wanted as w
    join api.sp_asset_access(array(select distinct i.asset_id from wanted as i)) as x on x.asset_id = w.asset_id
    where x.level = 4
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'granted', true, first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.asset_id,
    s.persona_id,
    s.permission_level,
    s.granted_by_persona_id,
    s.granted_at,
    s.expires_at
  from page as p
  left join seen as s on s.parent = p.parent and s.id = p.id
  order by p.parent, p.place;
end
$$;

revoke all on function api.asset_permission_page(uuid[], uuid[], integer, text, integer, text, boolean) from public;

reset role;
