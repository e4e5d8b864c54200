-- Asset.documents: the papers kept with an asset, newest first; from level read on.
-- Index: asset_documents (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_documents(
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
    title text,
    kind text,
    file_name text,
    mime_type text,
    byte_size integer,
    is_pii boolean,
    uploaded_at timestamptz
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  with seen as materialized (
    select
      d.*, d.asset_id as parent, m.file_name, m.mime_type, least(m.byte_size, 2147483647)::integer as byte_size,
      to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as sort
    from api.sp_asset_access(ids) as x
    join fwd.asset_documents as d on d.asset_id = x.asset_id
    join fwd.media_storage as m on m.id = d.media_id
    where x.level >= 2
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'filed', true, first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.title,
    s.kind,
    s.file_name,
    s.mime_type,
    s.byte_size,
    s.is_pii,
    s.created_at
  from page as p
  left join seen as s on s.parent = p.parent and s.id = p.id
  order by p.parent, p.place;
end
$$;

revoke all on function api.sp_batch_asset_documents(uuid[], integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_asset_documents(uuid[], integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
