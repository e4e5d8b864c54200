-- Asset.permissions: the live grants on an asset, newest first; for level admin only.
-- Index: asset_permissions (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_permissions(
  ids uuid[],
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns table (
    parent uuid,
    cursor text,
    has_next boolean,
    has_previous boolean,
    total_count bigint,
    id uuid,
    persona_id uuid,
    level fwd.permission_level_enum,
    granted_by_persona_id uuid,
    granted_at timestamptz,
    expires_at timestamptz
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  with seen as materialized (
    select g.*, g.asset_id as parent, to_char(g.granted_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as sort
    from api.sp_asset_access(ids) as x
    join fwd.asset_permissions as g on g.asset_id = x.asset_id
    where x.level = 4
      and g.revoked_at is null
      and (g.expires_at is null or g.expires_at > now())
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

revoke all on function api.sp_batch_asset_permissions(uuid[], integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_asset_permissions(uuid[], integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
