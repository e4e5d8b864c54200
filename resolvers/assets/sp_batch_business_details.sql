-- Business: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_businesses (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_business_details(ids uuid[])
  returns table (
    id uuid,
    entity_name text,
    entity_kind fwd.business_entity_kind_enum,
    interest_kind fwd.business_interest_kind_enum,
    interest_percentage numeric,
    share_count numeric,
    share_class text,
    tax_id_masked text,
    state_of_formation text,
    annual_revenue_amount numeric,
    annual_revenue_currency text,
    valuation_method text,
    is_active_participant boolean,
    management_role text,
    has_buy_sell_agreement boolean
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.entity_name,
    d.entity_kind,
    d.interest_kind,
    d.interest_percentage,
    d.share_count,
    d.share_class,
    '••••' || d.tax_id_last4,
    d.state_of_formation::text,
    d.annual_revenue,
    case when d.annual_revenue is not null then a.currency_code::text end,
    d.valuation_method,
    d.is_active_participant,
    d.management_role,
    d.has_buy_sell_agreement
  from api.sp_asset_access(ids) as x
  join fwd.asset_businesses as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_business_details(uuid[]) from public;
grant execute on function api.sp_batch_business_details(uuid[]) to heirloom_gateway;

reset role;
