-- Asset.valuations: what an asset was worth, newest first; from level read on.
-- Index: asset_valuations_newest.
set role heirloom_procedures;

create or replace function api.sp_batch_valuations(
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
    value_amount numeric,
    value_currency text,
    valued_on date,
    method fwd.valuation_method_enum,
    source text,
    note text,
    recorded_by_persona_id uuid
  )
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  size integer := api.page_size(first);
  seek record := api.open_cursor('valued', after);
  seek_day date := split_part(seek.sort, ' ', 1)::date;
  seek_instant timestamptz := substr(seek.sort, 12)::timestamptz;
begin
  perform api.acting_persona();
  return query
  with page as materialized (
    select v.*, k.total
    from (
      select
        x.asset_id,
        case when with_total then (select count(*) from fwd.asset_valuations as c where c.asset_id = x.asset_id) end as total
      from api.sp_asset_access(ids) as x
      where x.level >= 2
    ) as k
    cross join lateral (
      select i.*, row_number() over (order by i.valued_on desc, i.created_at desc, i.id) as place
      from fwd.asset_valuations as i
      where i.asset_id = k.asset_id
        and (
          after is null
          or i.valued_on < seek_day
          or (i.valued_on = seek_day and i.created_at < seek_instant)
          or (i.valued_on = seek_day and i.created_at = seek_instant and i.id > seek.id)
        )
      order by i.valued_on desc, i.created_at desc, i.id
      limit size + 1
    ) as v
  )
  select
    p.asset_id,
    'valued:' || p.id || ':' || p.valued_on || ' ' || p.created_at,
    exists (select from page as o where o.asset_id = p.asset_id and o.place > size),
    p.total,
    p.id,
    p.value,
    p.currency_code::text,
    p.valued_on,
    p.method,
    p.source,
    p.note,
    p.recorded_by_persona_id
  from page as p
  where p.place <= size
  order by p.asset_id, p.place;
end
$$;

revoke all on function api.sp_batch_valuations(uuid[], integer, text, boolean) from public;
grant execute on function api.sp_batch_valuations(uuid[], integer, text, boolean) to heirloom_gateway;

reset role;
