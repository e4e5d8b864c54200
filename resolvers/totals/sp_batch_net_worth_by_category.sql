-- NetWorth.byCategory: what a total comes to by category, in the order of the categories. A category has fields of its own that are asked for, so
-- its totals are rows. The keys are those of the totals and days. Index: those of api.persona_shares.
set role heirloom_procedures;

create or replace function api.sp_batch_net_worth_by_category(of_ids uuid[], days date[])
  returns setof api.category_total_of_day
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  select t.*
  from (
    select k.day, array_agg(k.id) as ids
    from unnest(of_ids, days) as k (id, day)
    group by k.day
  ) as d
  cross join lateral (
    select array_agg(s.persona_id) as parents, array_agg(s.asset_id) as assets, array_agg(s.category) as categories,
      array_agg(s.currency) as currencies, array_agg(s.worth) as worths, array_agg(s.percentage) as percentages
    from api.persona_shares(d.ids, d.day) as s
  ) as e
  cross join lateral api.category_totals_of(
    d.day, e.parents, e.assets, e.categories, e.currencies, e.worths, e.percentages
  ) as t;
end
$$;

revoke all on function api.sp_batch_net_worth_by_category(uuid[], date[]) from public;
grant execute on function api.sp_batch_net_worth_by_category(uuid[], date[]) to heirloom_gateway;

reset role;
