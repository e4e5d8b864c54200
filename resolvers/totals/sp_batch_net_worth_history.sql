-- NetWorth.history: what a persona's shares were worth on days from one to another, a step apart, the last day included; today and the year
-- before it by months unless told otherwise. Never more than 120 days.
-- Index: those of api.persona_shares.
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
  );
begin
  if first_day > last_day or cardinality(days) > 120 then
    raise exception 'VALIDATION' using errcode = 'FW422';
  end if;
  return query
  select s.persona_id, d.day, s.currency, round(sum(s.worth * s.percentage / 100), 2)
  from unnest(days) as d (day)
  cross join lateral api.persona_shares(ids, d.day) as s
  where s.worth is not null
  group by s.persona_id, d.day, s.currency
  order by s.persona_id, d.day, s.currency;
end
$$;

revoke all on function api.sp_batch_net_worth_history(uuid[], jsonb, text) from public;
grant execute on function api.sp_batch_net_worth_history(uuid[], jsonb, text) to heirloom_gateway;

reset role;
