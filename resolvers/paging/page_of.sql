-- A page for each parent, of elements given as three arrays: the parents, the ids, and what they are sorted by (text compared byte by
-- byte; null comes last in either direction), then by id. Every connection pages here.
--
-- The page is what comes after the cursor `after` and before the cursor `before`, of that the first `first`, of those the last `last`;
-- 20 unless told otherwise, never more than 100 whatever is asked for. A cursor names a place in the order, so it holds when its element is gone.
set role heirloom_procedures;

create or replace function api.page_of(
  parents uuid[],
  ids uuid[],
  sorts text[],
  order_name text,
  descending boolean,
  first integer,
  after text,
  last integer,
  before text,
  with_total boolean
)
  returns setof api.page_row
  language plpgsql immutable security definer set search_path = '' rows 20 as $$
declare
  low record := api.open_cursor(order_name, after);
  high record := api.open_cursor(order_name, before);
  -- Null is no bound of this kind; least() would ignore it.
  size integer := case when first is not null then least(first, 100) when last is null then 20 end;
  back integer := case when last is not null then least(last, 100) end;
begin
  if size < 0 or back < 0 then
    raise exception 'VALIDATION' using errcode = 'FW422';
  end if;

  return query
  with ranked as (
    select
      e.*,
      row_number() over ordered as rank,
      count(*) over whole as total,
      count(*) filter (
        where after is not null
          and not case
            when e.sort is not distinct from low.sort then e.id > low.id
            when e.sort is null or low.sort is null then e.sort is null
            else (e.sort > low.sort collate "C") <> descending
          end
      ) over whole as skipped,
      count(*) filter (
        where before is null
          or case
            when e.sort is not distinct from high.sort then e.id < high.id
            when e.sort is null or high.sort is null then high.sort is null
            else (e.sort < high.sort collate "C") <> descending
          end
      ) over whole as ended
    from unnest(parents, ids, sorts) as e (parent, id, sort)
    window
      whole as (partition by e.parent),
      ordered as (
        partition by e.parent
        order by case when not descending then e.sort end collate "C", case when descending then e.sort end collate "C" desc nulls last, e.id
      )
  ),
  bounded as (
    select r.*, least(r.ended, r.skipped + size) as final
    from ranked as r
  ),
  cut as (
    select b.*, greatest(b.skipped + 1, b.final - back + 1) as initial
    from bounded as b
  )
  select
    c.parent,
    case when c.initial <= c.final then c.id end,
    c.rank,
    case when c.initial <= c.final then order_name || ':' || c.id || ':' || coalesce('=' || c.sort, '') end,
    greatest(c.final, c.initial - 1) < c.total,
    c.initial > 1,
    case when with_total then c.total end
  from cut as c
  where c.rank between c.initial and c.final
    or (c.initial > c.final and c.rank = 1)
  order by c.parent, c.rank;
end
$$;

revoke all on function api.page_of(uuid[], uuid[], text[], text, boolean, integer, text, integer, text, boolean) from public;

reset role;
