-- FfcTotals.byPersona: what each member's shares make of the total, members in the order of their names.
-- The keys are circles and days, as totals_row has them. Index: those of api.ffc_shares.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_totals_by_persona(of_keys text[])
  returns table (
    parent text,
    persona_id uuid,
    display_name text,
    currency text,
    net numeric,
    percent_of_circle numeric
  )
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  return query
  with share as materialized (
    select d.day, s.*, s.worth * s.percentage / 100 as owned
    from (
      select split_part(k.of_key, ' ', 2)::date as day, array_agg(split_part(k.of_key, ' ', 1)::uuid) as ids
      from unnest(of_keys) as k (of_key)
      group by split_part(k.of_key, ' ', 2)
    ) as d
    cross join lateral api.ffc_shares(d.ids, d.day) as s
    where s.worth is not null
  ),
  total as (
    select s.day, s.ffc_id, s.currency, sum(s.owned) as net from share as s group by s.day, s.ffc_id, s.currency
  )
  select
    s.ffc_id || ' ' || s.day,
    s.persona_id,
    p.display_name,
    s.currency,
    round(sum(s.owned), 2),
    round(100 * sum(s.owned) / nullif(t.net, 0), 2)
  from share as s
  join total as t on t.day = s.day and t.ffc_id = s.ffc_id and t.currency = s.currency
  join fwd.personas as p on p.id = s.persona_id
  group by s.ffc_id, s.day, s.persona_id, p.display_name, s.currency, t.net
  order by lower(p.display_name) collate "C", s.persona_id, s.currency;
end
$$;

revoke all on function api.sp_batch_ffc_totals_by_persona(text[]) from public;
grant execute on function api.sp_batch_ffc_totals_by_persona(text[]) to heirloom_gateway;

reset role;
