-- Asset.owners: who holds title. In summary only the names the acting persona may know, others as "Another owner", and no shares; the order
-- follows the names shown, so it does not tell the shares either.
-- Index: asset_persona_ownership (asset_id, persona_id).
set role heirloom_procedures;

create or replace function api.sp_batch_asset_owners(ids uuid[])
  returns table (
    parent uuid,
    persona_id uuid,
    display_name text,
    percentage numeric,
    ownership_type fwd.ownership_type_enum,
    effective_date date,
    transfer_on_death_to_id uuid,
    share_amount numeric,
    share_currency text,
    access_level text
  )
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  with held as materialized (
    select
      t.id, t.asset_id, t.persona_id, t.ownership_percentage, t.ownership_type, t.effective_date, t.transfer_on_death_to_persona_id, x.level
    from api.sp_asset_access(ids) as x
    join fwd.v_live_title as t on t.asset_id = x.asset_id
  ),
  shown as (
    select
      h.*,
      k.level as relation,
      case when h.level >= 2 or k.level is not null then n.display_name else 'Another owner' end as shown_name
    from held as h
    join fwd.personas as n on n.id = h.persona_id
    left join api.sp_persona_access(array(select distinct i.persona_id from held as i)) as k on k.persona_id = h.persona_id
  )
  select
    s.asset_id,
    case when s.relation <> 'coowner' then s.persona_id end,
    s.shown_name,
    case when s.level >= 2 then s.ownership_percentage end,
    s.ownership_type,
    case when s.level >= 2 then s.effective_date end,
    case when s.level >= 3 or s.level = 2 and s.transfer_on_death_to_persona_id = me then s.transfer_on_death_to_persona_id end,
    case when s.level >= 2 then round(a.estimated_value * s.ownership_percentage * 0.01, 2) end,
    case when s.level >= 2 and a.estimated_value is not null then a.currency_code::text end,
    case s.level when 1 then 'summary' when 2 then 'read' when 3 then 'edit' else 'admin' end
  from shown as s
  join fwd.assets as a on a.id = s.asset_id
  order by s.asset_id, s.shown_name collate "C", s.id;
end
$$;

revoke all on function api.sp_batch_asset_owners(uuid[]) from public;
grant execute on function api.sp_batch_asset_owners(uuid[]) to heirloom_gateway;

reset role;
