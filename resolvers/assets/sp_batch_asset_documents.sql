-- Asset.documents: the papers kept with an asset, newest first; from level read on.
-- Index: asset_documents (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_documents(
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
    title text,
    kind text,
    file_name text,
    mime_type text,
    byte_size integer,
    is_pii boolean,
    uploaded_at timestamptz
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  size integer := api.page_size(first);
  seek record := api.open_cursor('filed', after);
begin
  perform api.acting_persona();
  return query
  with filed as (
    select d.*, count(*) over (partition by d.asset_id) as total
    from api.sp_asset_access(ids) as x
    join fwd.asset_documents as d on d.asset_id = x.asset_id
    where x.level >= 2
  ),
  placed as (
    select
      f.*,
      row_number() over (partition by f.asset_id order by f.created_at desc, f.id) as place,
      count(*) over (partition by f.asset_id) as rest
    from filed as f
    where after is null
      or f.created_at < seek.sort::timestamptz
      or (f.created_at = seek.sort::timestamptz and f.id > seek.id)
  )
  select
    p.asset_id,
    'filed:' || p.id || ':' || p.created_at,
    p.rest > size,
    case when with_total then p.total end,
    p.id,
    p.title,
    p.kind,
    m.file_name,
    m.mime_type,
    least(m.byte_size, 2147483647)::integer,
    p.is_pii,
    p.created_at
  from placed as p
  join fwd.media_storage as m on m.id = p.media_id
  where p.place <= size
  order by p.asset_id, p.place;
end
$$;

revoke all on function api.sp_batch_asset_documents(uuid[], integer, text, boolean) from public;
grant execute on function api.sp_batch_asset_documents(uuid[], integer, text, boolean) to heirloom_gateway;

reset role;
