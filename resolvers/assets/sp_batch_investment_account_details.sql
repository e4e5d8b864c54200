-- InvestmentAccount: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_investment_accounts (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_investment_account_details(ids uuid[])
  returns table (
    id uuid,
    institution_name text,
    account_kind fwd.investment_account_kind_enum,
    account_number_masked text,
    cost_basis_amount numeric,
    cost_basis_currency text,
    cash_balance_amount numeric,
    cash_balance_currency text,
    risk_profile fwd.risk_profile_enum,
    advisor_company_id uuid,
    unrealized_gain_amount numeric,
    unrealized_gain_currency text
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.institution_name,
    d.account_kind,
    '••••' || d.account_last4,
    d.cost_basis,
    case when d.cost_basis is not null then a.currency_code::text end,
    d.cash_balance,
    case when d.cash_balance is not null then a.currency_code::text end,
    d.risk_profile,
    d.advisor_company_id,
    a.estimated_value - d.cost_basis,
    case when a.estimated_value - d.cost_basis is not null then a.currency_code::text end
  from api.sp_asset_access(ids) as x
  join fwd.asset_investment_accounts as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_investment_account_details(uuid[]) from public;
grant execute on function api.sp_batch_investment_account_details(uuid[]) to heirloom_gateway;

reset role;
