-- What those of the assets that count in totals were worth on a day (null: today), as it counts there; null when not valued.
-- Index: asset_valuations_newest; those of api.counted_assets.
set role heirloom_procedures;

create or replace function api.asset_worth(ids uuid[], as_of date)
  returns table (asset_id uuid, category fwd.asset_type_enum, currency text, worth numeric)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  if as_of is null or as_of >= current_date then
    return query
    select c.asset_id, c.category, c.currency, c.sign * c.value
    from api.counted_assets(ids) as c;
    return;
  end if;

  return query
  select c.asset_id, c.category, coalesce(v.currency_code::text, c.currency), c.sign * v.value
  from api.counted_assets(ids) as c
  left join lateral (
    select i.value, i.currency_code
    from fwd.asset_valuations as i
    where i.asset_id = c.asset_id
      and i.valued_on <= as_of
    order by i.valued_on desc, i.created_at desc, i.id
    limit 1
  ) as v on true;
end
$$;

revoke all on function api.asset_worth(uuid[], date) from public;

reset role;
