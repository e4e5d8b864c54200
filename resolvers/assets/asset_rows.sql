-- The rows of those assets the acting persona may see, with what its level withholds left out and named. Every route to an Asset ends here.
-- Index: assets (id), asset_debts (asset_id), asset_life_insurance (asset_id), asset_persona_ownership (asset_id, persona_id).
set role heirloom_procedures;

create or replace function api.asset_rows(ids uuid[])
  returns setof api.asset_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  select
    a.asset_id,
    case a.asset_type when 'misc' then 'misc_asset' else a.asset_type::text end,
    a.asset_type,
    a.name,
    a.status,
    a.visibility,
    a.asset_type,
    a.category,
    a.category_sign::integer,
    a.category_icon,
    case when x.level >= 2 then a.tags end,
    case when x.level >= 2 then a.description end,
    case when x.level >= 2 then a.estimated_value end,
    case when x.level >= 2 and a.estimated_value is not null then a.currency_code::text end,
    case when x.level >= 2 then a.signed_value end,
    case when x.level >= 2 and a.estimated_value is not null then a.currency_code::text end,
    case when x.level >= 2 then a.valued_on end,
    case when x.level >= 2 then coalesce(t.ownership_percentage, 0) end,
    a.asset_id,
    case x.level when 1 then 'summary' when 2 then 'read' when 3 then 'edit' else 'admin' end,
    true,
    x.level >= 2,
    x.level >= 3,
    x.can_reveal,
    x.level = 4,
    x.level = 4,
    x.level = 4,
    case x.level
      when 1 then r.at_summary
      when 2 then '{beneficiaries,permissions}'::text[]
      when 3 then '{permissions}'::text[]
      else '{}'::text[]
    end,
    a.created_at,
    a.updated_at,
    a.version
  from api.sp_asset_access(ids) as x
  join fwd.v_asset_summary as a on a.asset_id = x.asset_id
  join api.asset_redactions as r on r.asset_type = a.asset_type
  left join fwd.v_live_title as t on t.asset_id = a.asset_id and t.persona_id = me;
end
$$;

revoke all on function api.asset_rows(uuid[]) from public;

reset role;
