-- Cryptocurrency: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_cryptocurrencies (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_cryptocurrency_details(ids uuid[])
  returns table (
    id uuid,
    network text,
    symbol text,
    quantity numeric,
    wallet_kind fwd.wallet_kind_enum,
    wallet_address_masked text,
    exchange_name text,
    cost_basis_amount numeric,
    cost_basis_currency text
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.network,
    d.symbol,
    d.quantity,
    d.wallet_kind,
    '••••' || d.wallet_last4,
    d.exchange_name,
    d.cost_basis,
    case when d.cost_basis is not null then a.currency_code::text end
  from api.sp_asset_access(ids) as x
  join fwd.asset_cryptocurrencies as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_cryptocurrency_details(uuid[]) from public;
grant execute on function api.sp_batch_cryptocurrency_details(uuid[]) to heirloom_gateway;

reset role;
