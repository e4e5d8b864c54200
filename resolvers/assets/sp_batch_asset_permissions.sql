-- Asset.permissions: the live grants on an asset, newest first; for level admin only.
-- Index: asset_permissions (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_permissions(
  ids uuid[],
  first integer default null,
  after text default null,
  with_total boolean default null
)
  returns table (
    parent uuid,
    cursor text,
    has_next boolean,
    total_count bigint,
    id uuid,
    persona_id uuid,
    level fwd.permission_level_enum,
    granted_by_persona_id uuid,
    granted_at timestamptz,
    expires_at timestamptz
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  size integer := api.page_size(first);
  seek record := api.open_cursor('granted', after);
begin
  perform api.acting_persona();
  return query
  with live as (
    select g.*, count(*) over (partition by g.asset_id) as total
    from api.sp_asset_access(ids) as x
    join fwd.asset_permissions as g on g.asset_id = x.asset_id
    where x.level = 4
      and g.revoked_at is null
      and (g.expires_at is null or g.expires_at > now())
  ),
  placed as (
    select
      l.*,
      row_number() over (partition by l.asset_id order by l.granted_at desc, l.id) as place,
      count(*) over (partition by l.asset_id) as rest
    from live as l
    where after is null
      or l.granted_at < seek.sort::timestamptz
      or (l.granted_at = seek.sort::timestamptz and l.id > seek.id)
  )
  select
    p.asset_id,
    'granted:' || p.id || ':' || p.granted_at,
    p.rest > size,
    case when with_total then p.total end,
    p.id,
    p.persona_id,
    p.permission_level,
    p.granted_by_persona_id,
    p.granted_at,
    p.expires_at
  from placed as p
  where p.place <= size
  order by p.asset_id, p.place;
end
$$;

revoke all on function api.sp_batch_asset_permissions(uuid[], integer, text, boolean) from public;
grant execute on function api.sp_batch_asset_permissions(uuid[], integer, text, boolean) to heirloom_gateway;

reset role;
