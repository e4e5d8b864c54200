-- Totals by category and currency, in the order of the categories, of shares given as arrays: whose total they belong to, the asset, its
-- category, currency and worth (those that are not valued are left out), and the percentage held. Counted and rounded as in api.totals_of.
set role heirloom_procedures;

create or replace function api.category_totals_of(
  as_of date,
  parents uuid[],
  assets uuid[],
  categories fwd.asset_type_enum[],
  currencies text[],
  worths numeric[],
  percentages numeric[]
)
  returns setof api.category_total_of_day
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  return query
  with held as (
    select s.parent, s.asset, s.category, s.currency, s.worth, s.worth * sum(s.percentage) * 0.01 as owned
    from unnest(parents, assets, categories, currencies, worths, percentages) as s (parent, asset, category, currency, worth, percentage)
    where s.worth is not null
    group by s.parent, s.asset, s.category, s.currency, s.worth
  ),
  by_category as (
    select
      h.parent,
      h.category,
      h.currency,
      sum(h.owned) as owned,
      sum(h.worth) as gross,
      count(*)::integer as valued,
      sum(sum(h.owned)) over (partition by h.parent, h.currency) as net
    from held as h
    group by h.parent, h.category, h.currency
  )
  select
    c.parent,
    as_of,
    c.currency,
    k.asset_type::text,
    k.display_name,
    k.sign::integer,
    k.icon,
    round(c.owned, 2),
    round(c.gross, 2),
    c.valued,
    round(100 * c.owned / nullif(c.net, 0), 2)
  from by_category as c
  join fwd.asset_categories as k on k.asset_type = c.category
  order by c.parent, k.sort_order, c.currency;
end
$$;

revoke all on function api.category_totals_of(date, uuid[], uuid[], fwd.asset_type_enum[], text[], numeric[], numeric[]) from public;

reset role;
