-- Totals by currency, for each of `of_ids`, of shares given as arrays: whose total they belong to, the asset, its currency and worth (null:
-- not valued), the percentage held, and whether the holder has died. Each asset counts once in gross figures, and by its shares in the
-- others. Sums run unrounded; each figure is rounded once, half away from zero.
set role heirloom_procedures;

create or replace function api.totals_of(
  of_ids uuid[],
  as_of date,
  parents uuid[],
  assets uuid[],
  currencies text[],
  worths numeric[],
  percentages numeric[],
  are_dead boolean[]
)
  returns setof api.totals_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query
  with held as materialized (
    -- A product is exact, a quotient has only so many digits.
    select w.is_part, s.parent, s.asset, s.currency, s.worth, s.worth * sum(s.percentage) * 0.01 as owned
    from unnest(parents, assets, currencies, worths, percentages, are_dead) as s (parent, asset, currency, worth, percentage, is_dead)
    join (values (false), (true)) as w (is_part) on s.is_dead or not w.is_part
    group by w.is_part, s.parent, s.asset, s.currency, s.worth
  ),
  by_currency as materialized (
    select
      h.is_part,
      h.parent,
      h.currency,
      coalesce(sum(h.owned) filter (where h.owned > 0), 0) as plus,
      coalesce(-sum(h.owned) filter (where h.owned < 0), 0) as minus,
      coalesce(sum(h.owned), 0) as net,
      coalesce(sum(h.worth), 0) as gross,
      count(h.worth)::integer as valued,
      count(*) filter (where h.worth is null)::integer as unvalued
    from held as h
    group by h.is_part, h.parent, h.currency
  ),
  currencies_of as materialized (
    select
      c.is_part,
      c.parent,
      array_agg(c.currency order by c.currency) as currency,
      array_agg(round(c.plus, 2) order by c.currency) as assets,
      array_agg(round(c.minus, 2) order by c.currency) as liabilities,
      array_agg(round(c.net, 2) order by c.currency) as net,
      array_agg(round(c.gross, 2) order by c.currency) as gross_net,
      array_agg(c.valued order by c.currency) as asset_count,
      array_agg(c.unvalued order by c.currency) as unvalued_count
    from by_currency as c
    group by c.is_part, c.parent
  )
  select
    o.id,
    o.id,
    coalesce(totals_of.as_of, current_date),
    coalesce(c.currency, '{}'),
    coalesce(c.assets, '{}'),
    coalesce(c.liabilities, '{}'),
    coalesce(c.net, '{}'),
    coalesce(c.gross_net, '{}'),
    coalesce(c.asset_count, '{}'),
    coalesce(c.unvalued_count, '{}'),
    coalesce(d.currency, '{}'),
    coalesce(d.assets, '{}'),
    coalesce(d.liabilities, '{}'),
    coalesce(d.net, '{}'),
    coalesce(d.gross_net, '{}'),
    coalesce(d.asset_count, '{}'),
    coalesce(d.unvalued_count, '{}')
  from unnest(of_ids) as o (id)
  left join currencies_of as c on c.parent = o.id and not c.is_part
  left join currencies_of as d on d.parent = o.id and d.is_part;
end
$$;

revoke all on function
  api.totals_of(uuid[], date, uuid[], uuid[], text[], numeric[], numeric[], boolean[]) from public;

reset role;
