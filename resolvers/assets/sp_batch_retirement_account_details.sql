-- RetirementAccount: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_retirement_accounts (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_retirement_account_details(ids uuid[])
  returns table (
    id uuid,
    plan_kind fwd.retirement_plan_kind_enum,
    institution_name text,
    account_number_masked text,
    employer_name text,
    vested_balance_amount numeric,
    vested_balance_currency text,
    contributions_to_date_amount numeric,
    contributions_to_date_currency text,
    rmd_begins_on date
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.plan_kind,
    d.institution_name,
    '••••' || d.account_last4,
    d.employer_name,
    d.vested_balance,
    case when d.vested_balance is not null then a.currency_code::text end,
    d.contributions_to_date,
    case when d.contributions_to_date is not null then a.currency_code::text end,
    d.rmd_begins_on
  from api.sp_asset_access(ids) as x
  join fwd.asset_retirement_accounts as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_retirement_account_details(uuid[]) from public;
grant execute on function api.sp_batch_retirement_account_details(uuid[]) to heirloom_gateway;

reset role;
