-- Debt: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_debts (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_debt_details(ids uuid[])
  returns table (
    id uuid,
    debt_kind fwd.debt_kind_enum,
    direction fwd.debt_direction_enum,
    lender_name text,
    lender_persona_id uuid,
    borrower_persona_id uuid,
    account_number_masked text,
    original_amount_amount numeric,
    original_amount_currency text,
    outstanding_amount numeric,
    outstanding_currency text,
    interest_rate numeric,
    rate_kind fwd.rate_kind_enum,
    originated_on date,
    matures_on date,
    payment_amount_amount numeric,
    payment_amount_currency text,
    payment_frequency fwd.payment_frequency_enum,
    debt_status fwd.debt_status_enum,
    secured_by_asset_id uuid,
    counterpart_asset_id uuid
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.debt_kind,
    d.direction,
    d.lender_name,
    d.lender_persona_id,
    d.borrower_persona_id,
    '••••' || d.account_last4,
    d.original_amount,
    case when d.original_amount is not null then a.currency_code::text end,
    a.estimated_value,
    case when a.estimated_value is not null then a.currency_code::text end,
    d.interest_rate,
    d.rate_kind,
    d.originated_on,
    d.matures_on,
    d.payment_amount,
    case when d.payment_amount is not null then a.currency_code::text end,
    d.payment_frequency,
    d.debt_status,
    d.secured_by_asset_id,
    d.counterpart_asset_id
  from api.sp_asset_access(ids) as x
  join fwd.asset_debts as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_debt_details(uuid[]) from public;
grant execute on function api.sp_batch_debt_details(uuid[]) to heirloom_gateway;

reset role;
