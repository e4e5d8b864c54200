-- Asset.valuations: what an asset was worth, newest first; from level read on.
--
-- These lists grow for ever, so a page from either end without a total reads no more than it shows: of each asset what lies beyond the
-- cursor, one more than the page takes, and one on this side of it, which tell whether there is more. Other pages read the whole list.
-- Index: asset_valuations_newest.
set role heirloom_procedures;

create or replace function api.sp_batch_valuations(
  ids uuid[],
  filter jsonb default null,
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
  conditions jsonb := coalesce(jsonb_strip_nulls(filter), '{}');
  is_forward boolean := last is null and before is null and with_total is not true;
  is_backward boolean := last is not null and first is null and after is null and with_total is not true;
  beyond integer := greatest(least(coalesce(first, last, 20), 100), 0) + 1;
  place record := api.open_cursor('valued', case when is_forward then after when is_backward then before end);
  place_day date := coalesce(left(place.sort, 10), case when is_backward then '-infinity' else 'infinity' end);
  place_time timestamptz := coalesce(substr(place.sort, 12) || 'Z', place_day::text);
begin
  perform api.acting_persona();
  return query
  with seen as materialized (
    select v.*, v.asset_id as parent, v.valued_on || ' ' || to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as sort
    from api.sp_asset_access(ids) as x
    cross join lateral (
      (
        select i.*
        from fwd.asset_valuations as i
        where i.asset_id = x.asset_id
          and i.valued_on <= place_day
          and (
            (i.valued_on, i.created_at) < (place_day, place_time)
            or ((i.valued_on, i.created_at) = (place_day, place_time) and (i.id > place.id or (is_backward and i.id = place.id)))
          )
          and (not conditions ? 'valued_on' or api.day_meets(conditions -> 'valued_on', i.valued_on))
          and (not conditions ? 'method' or conditions -> 'method' ? i.method::text)
        order by i.valued_on desc, i.created_at desc, i.id
        limit case when is_forward then beyond when is_backward then 1 end
      )
      union all
      (
        select i.*
        from fwd.asset_valuations as i
        where i.asset_id = x.asset_id
          and i.valued_on >= place_day
          and not (
            (i.valued_on, i.created_at) < (place_day, place_time)
            or ((i.valued_on, i.created_at) = (place_day, place_time) and (i.id > place.id or (is_backward and i.id = place.id)))
          )
          and (not conditions ? 'valued_on' or api.day_meets(conditions -> 'valued_on', i.valued_on))
          and (not conditions ? 'method' or conditions -> 'method' ? i.method::text)
        order by i.valued_on, i.created_at, i.id desc
        limit case when is_forward then 1 when is_backward then beyond end
      )
    ) as v
    where x.level >= 2
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'valued', true, first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.value,
    s.currency_code::text,
    s.valued_on,
    s.method,
    s.source,
    s.note,
    s.recorded_by_persona_id
  from page as p
  left join seen as s on s.parent = p.parent and s.id = p.id
  order by p.parent, p.place;
end
$$;

revoke all on function api.sp_batch_valuations(uuid[], jsonb, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_valuations(uuid[], jsonb, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
