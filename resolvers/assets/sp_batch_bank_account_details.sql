-- BankAccount: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_bank_accounts (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_bank_account_details(ids uuid[])
  returns table (
    id uuid,
    institution_name text,
    account_kind fwd.bank_account_kind_enum,
    account_title text,
    account_number_masked text,
    routing_number_masked text,
    is_joint boolean,
    opened_on date,
    balance_as_of date,
    interest_rate numeric,
    matures_on date
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.institution_name,
    d.account_kind,
    d.account_title,
    '••••' || d.account_last4,
    '••••' || d.routing_last4,
    d.is_joint,
    d.opened_on,
    d.balance_as_of,
    d.interest_rate,
    d.matures_on
  from api.sp_asset_access(ids) as x
  join fwd.asset_bank_accounts as d on d.asset_id = x.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_bank_account_details(uuid[]) from public;
grant execute on function api.sp_batch_bank_account_details(uuid[]) to heirloom_gateway;

reset role;
