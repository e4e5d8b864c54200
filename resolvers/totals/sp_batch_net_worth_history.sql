-- NetWorth.history: what a persona's shares were worth on days from one to another, a step apart, the last day included; today and the year
-- before it by months unless told otherwise. Never more than 120 days.
-- Each right, valuation and share is looked at once: it counts on the days from the first that it reaches to the last.
-- Index: asset_valuations (tenant_id, asset_id); those of api.held_by, api.titles and api.counted_assets.
set role heirloom_procedures;

create or replace function api.sp_batch_net_worth_history(
  ids uuid[], range jsonb default null, step text default null
)
  returns table (parent uuid, date date, currency text, net numeric)
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  last_day date := least(coalesce((range ->> 'to')::date, current_date), current_date);
  first_day date := coalesce((range ->> 'from')::date, (last_day - interval '1 year')::date);
  width interval := case step when 'year' then '1 year' when 'quarter' then '3 months' else '1 month' end;
  days date[] := array(
    select distinct d.day
    from (
      select (first_day + n * width)::date as day from generate_series(0, 120) as n
      union
      select last_day
    ) as d
    where d.day between first_day and last_day
    order by d.day
  );
  mine uuid[] := api.own_sheets(ids);
  held uuid[] := api.held_by(mine);
begin
  if first_day > last_day or cardinality(days) > 120 then
    raise exception 'VALIDATION' using errcode = 'FW422';
  end if;
  return query
  with counted as materialized (
    select c.* from api.counted_assets(held) as c
  ),
  worth as materialized (
    -- Of two valuations of a day the first in the order of api.asset_worth is the later here. From today on the present value counts.
    select
      c.asset_id,
      v.currency_code::text as currency,
      c.sign * v.value as worth,
      v.valued_on as since,
      least(lead(v.valued_on) over (partition by v.asset_id order by v.valued_on, v.created_at, v.id desc), current_date) as until
    from counted as c
    join fwd.asset_valuations as v on v.asset_id = c.asset_id
    where v.valued_on <= last_day
    union all
    select c.asset_id, c.currency, c.sign * c.value, current_date, null
    from counted as c
    where c.value is not null
  ),
  share as (
    select
      t.persona_id,
      w.currency,
      w.worth * t.percentage * 0.01 as owned,
      unnest(
        days[
          width_bucket(greatest(w.since, t.since) - 1, days) + 1
          : coalesce(width_bucket(least(w.until, t.until) - 1, days), cardinality(days))
        ]
      ) as day
    from worth as w
    join api.titles as t on t.asset_id = w.asset_id and t.persona_id = any(mine)
    where t.asset_id = any(held)
  )
  select s.persona_id, s.day, s.currency, round(sum(s.owned), 2)
  from share as s
  group by s.persona_id, s.day, s.currency
  order by s.persona_id, s.day, s.currency;
end
$$;

revoke all on function api.sp_batch_net_worth_history(uuid[], jsonb, text) from public;
grant execute on function api.sp_batch_net_worth_history(uuid[], jsonb, text) to heirloom_gateway;

reset role;
