-- What those of the assets that are in use and that the acting persona may read were worth on a day (null: today), as it counts in a total:
-- negative for what is owed, nothing for a term life policy; null when not valued.
-- Index: assets (id), asset_valuations_newest, asset_debts (asset_id), asset_life_insurance (asset_id).
set role heirloom_procedures;

create or replace function api.asset_worth(ids uuid[], as_of date)
  returns table (asset_id uuid, category fwd.asset_type_enum, currency text, worth numeric)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  return query
  select
    a.id,
    a.asset_type,
    case when v.asset_id is null then a.currency_code::text else v.currency_code::text end,
    case
      when p.policy_kind = 'term' then 0
      when d.direction = 'receivable' then 1
      else c.sign
    end * case when as_of is null or as_of >= current_date then a.estimated_value else v.value end
  from api.sp_asset_access(ids) as x
  join fwd.assets as a on a.id = x.asset_id and a.status = 'active'
  join fwd.asset_categories as c on c.asset_type = a.asset_type
  left join fwd.asset_debts as d on d.asset_id = a.id
  left join fwd.asset_life_insurance as p on p.asset_id = a.id
  left join lateral (
    select i.asset_id, i.value, i.currency_code
    from fwd.asset_valuations as i
    where i.asset_id = a.id
      and i.valued_on <= as_of
    order by i.valued_on desc, i.created_at desc, i.id
    limit 1
  ) as v on as_of < current_date
  where x.level >= 2;
end
$$;

revoke all on function api.asset_worth(uuid[], date) from public;

reset role;
