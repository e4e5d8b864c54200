-- LifeInsurance: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_life_insurance (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_life_insurance_details(ids uuid[])
  returns table (
    id uuid,
    insurer_name text,
    policy_number_masked text,
    policy_kind fwd.policy_kind_enum,
    death_benefit_amount numeric,
    death_benefit_currency text,
    cash_value_amount numeric,
    cash_value_currency text,
    insured_persona_id uuid,
    issued_on date,
    matures_on date,
    annual_premium_amount numeric,
    annual_premium_currency text,
    premium_frequency fwd.payment_frequency_enum,
    policy_status fwd.policy_status_enum
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.insurer_name,
    '••••' || d.policy_last4,
    d.policy_kind,
    d.death_benefit,
    case when d.death_benefit is not null then a.currency_code::text end,
    d.cash_value,
    case when d.cash_value is not null then a.currency_code::text end,
    d.insured_persona_id,
    d.issued_on,
    d.matures_on,
    d.annual_premium,
    case when d.annual_premium is not null then a.currency_code::text end,
    d.premium_frequency,
    d.policy_status
  from api.sp_asset_access(ids) as x
  join fwd.asset_life_insurance as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_life_insurance_details(uuid[]) from public;
grant execute on function api.sp_batch_life_insurance_details(uuid[]) to heirloom_gateway;

reset role;
