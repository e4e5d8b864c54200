-- Asset.valuations: what an asset was worth, newest first; from level read on.
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
begin
  perform api.acting_persona();
  return query
  with seen as materialized (
    select v.*, v.asset_id as parent, v.valued_on || ' ' || to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as sort
    from api.sp_asset_access(ids) as x
    join fwd.asset_valuations as v on v.asset_id = x.asset_id
    where x.level >= 2
      and (not conditions ? 'valued_on' or api.day_meets(conditions -> 'valued_on', v.valued_on))
      and (not conditions ? 'method' or conditions -> 'method' ? v.method::text)
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
