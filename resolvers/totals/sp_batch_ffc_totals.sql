-- FamilyCircle.totals: what the assets of a circle that the acting persona may read are worth, by the shares of its members; for members of
-- the circle only.
-- Index: those of api.own_ffcs and api.ffc_shares.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_totals(ids uuid[], as_of date default null)
  returns setof api.totals_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  of_ids uuid[] := api.own_ffcs(ids);
begin
  return query
  select t.*
  from (
    select array_agg(s.ffc_id) as parents, array_agg(s.asset_id) as assets,
      array_agg(s.currency) as currencies, array_agg(s.worth) as worths, array_agg(s.percentage) as percentages,
      array_agg(not p.is_living) as are_dead
    from api.ffc_shares(of_ids, sp_batch_ffc_totals.as_of) as s
    join fwd.personas as p on p.id = s.persona_id
  ) as e
  cross join lateral api.totals_of(
    of_ids, sp_batch_ffc_totals.as_of, e.parents, e.assets, e.currencies, e.worths, e.percentages, e.are_dead
  ) as t;
end
$$;

revoke all on function api.sp_batch_ffc_totals(uuid[], date) from public;
grant execute on function api.sp_batch_ffc_totals(uuid[], date) to heirloom_gateway;

reset role;
