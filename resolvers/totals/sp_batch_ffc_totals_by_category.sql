-- FfcTotals.byCategory: what a total comes to by category, in the order of the categories. A category has fields of its own that are asked for, so
-- its totals are rows. The keys are those of the totals and days. Index: those of api.sp_batch_ffc_totals.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_totals_by_category(of_ids uuid[], days date[])
  returns setof api.category_total_of_day
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  select t.of_id, t.as_of, c.currency, c.type, c.display_name, c.sign, c.icon, c.owned, c.gross, c.valued, c.share_of_net
  from (
    select k.day, array_agg(k.id) as ids
    from unnest(of_ids, days) as k (id, day)
    group by k.day
  ) as d
  cross join lateral api.sp_batch_ffc_totals(d.ids, d.day) as t
  cross join lateral unnest(
    t.by_category_currency, t.by_category_category_type, t.by_category_category_display_name, t.by_category_category_sign,
    t.by_category_category_icon, t.by_category_owned, t.by_category_gross, t.by_category_count, t.by_category_share_of_net
  ) with ordinality as c (currency, type, display_name, sign, icon, owned, gross, valued, share_of_net, place)
  order by t.of_id, t.as_of, c.place;
end
$$;

revoke all on function api.sp_batch_ffc_totals_by_category(uuid[], date[]) from public;
grant execute on function api.sp_batch_ffc_totals_by_category(uuid[], date[]) to heirloom_gateway;

reset role;
