-- The assets among these that count in totals: those in use that the acting persona may read. With their present value, and the sign by which
-- it counts: negative for what is owed, nothing for a term life policy.
-- Index: assets (id), asset_debts (asset_id), asset_life_insurance (asset_id); those of api.sp_asset_access.
set role heirloom_procedures;

create or replace function api.counted_assets(ids uuid[])
  returns table (asset_id uuid, category fwd.asset_type_enum, currency text, value numeric, sign integer)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  return query
  select
    a.id,
    a.asset_type,
    a.currency_code::text,
    a.estimated_value::numeric,
    case
      when p.policy_kind = 'term' then 0
      when d.direction = 'receivable' then 1
      else c.sign
    end
  from api.sp_asset_access(ids) as x
  join fwd.assets as a on a.id = x.asset_id and a.status = 'active'
  join fwd.asset_categories as c on c.asset_type = a.asset_type
  left join fwd.asset_debts as d on d.asset_id = a.id
  left join fwd.asset_life_insurance as p on p.asset_id = a.id
  where x.level >= 2;
end
$$;

revoke all on function api.counted_assets(uuid[]) from public;

reset role;
