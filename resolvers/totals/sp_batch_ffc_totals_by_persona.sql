-- FfcTotals.byPersona: what each member's shares make of the total, members in the order of their names; for programs whose key covers
-- personas.
-- The keys are circles and days. Index: those of api.ffc_shares.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_totals_by_persona(of_ids uuid[], days date[])
  returns table (
    parent_of_id uuid,
    parent_as_of date,
    persona_id uuid,
    display_name text,
    currency text,
    net numeric,
    percent_of_circle numeric
  )
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_persona();
  if not api.allows('personas:read') then
    return;
  end if;
  return query
  with share as materialized (
    select d.day, s.*, s.worth * s.percentage * 0.01 as owned
    from (
      select k.day, array_agg(k.id) as ids
      from unnest(of_ids, days) as k (id, day)
      group by k.day
    ) as d
    cross join lateral api.ffc_shares(d.ids, d.day) as s
    where s.worth is not null
  ),
  total as (
    select s.day, s.ffc_id, s.currency, sum(s.owned) as net from share as s group by s.day, s.ffc_id, s.currency
  )
  select
    s.ffc_id,
    s.day,
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

revoke all on function api.sp_batch_ffc_totals_by_persona(uuid[], date[]) from public;
grant execute on function api.sp_batch_ffc_totals_by_persona(uuid[], date[]) to heirloom_gateway;

reset role;
