-- Asset.beneficiaries: who is to inherit, by designation or by transfer on death of an owner. At level read only one's own; nothing in the summary.
-- Index: asset_persona_ownership (asset_id, persona_id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_beneficiaries(ids uuid[])
  returns table (parent uuid, persona_id uuid, display_name text, percentage numeric, source text)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  with named as materialized (
    select x.asset_id, o.id, o.persona_id as heir_id, o.ownership_percentage, 'designation' as origin
    from api.sp_asset_access(ids) as x
    join fwd.asset_persona_ownership as o on o.asset_id = x.asset_id
    where o.ownership_type = 'beneficiary'
      and o.effective_date <= current_date
      and (o.end_date is null or o.end_date > current_date)
      and (x.level >= 3 or x.level = 2 and o.persona_id = me)
    union all
    select x.asset_id, t.id, t.transfer_on_death_to_persona_id, t.ownership_percentage, 'transfer_on_death'
    from api.sp_asset_access(ids) as x
    join fwd.v_live_title as t on t.asset_id = x.asset_id
    where t.transfer_on_death_to_persona_id is not null
      and (x.level >= 3 or x.level = 2 and t.transfer_on_death_to_persona_id = me)
  )
  select
    n.asset_id,
    case when k.level <> 'coowner' then n.heir_id end,
    p.display_name,
    n.ownership_percentage,
    n.origin
  from named as n
  join fwd.personas as p on p.id = n.heir_id
  left join api.sp_persona_access(array(select distinct i.heir_id from named as i)) as k on k.persona_id = n.heir_id
  order by n.asset_id, n.origin, p.display_name collate "C", n.id;
end
$$;

revoke all on function api.sp_batch_asset_beneficiaries(uuid[]) from public;
grant execute on function api.sp_batch_asset_beneficiaries(uuid[]) to heirloom_gateway;

reset role;
