-- RealEstate: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_real_estate (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_real_estate_details(ids uuid[])
  returns table (
    id uuid,
    property_kind fwd.property_kind_enum,
    use_kind fwd.property_use_enum,
    title_form fwd.title_form_enum,
    address_id uuid,
    address_line1 text,
    address_line2 text,
    address_city text,
    address_state text,
    address_postal_code text,
    address_country text,
    address_formatted text,
    address_latitude double precision,
    address_longitude double precision,
    parcel_number text,
    lot_acres numeric,
    building_sqft integer,
    bedrooms smallint,
    bathrooms numeric,
    year_built smallint,
    purchase_price_amount numeric,
    purchase_price_currency text,
    purchased_on date,
    assessed_value_amount numeric,
    assessed_value_currency text,
    annual_property_tax_amount numeric,
    annual_property_tax_currency text,
    monthly_rent_amount numeric,
    monthly_rent_currency text,
    hoa_monthly_amount numeric,
    hoa_monthly_currency text,
    equity_amount numeric,
    equity_currency text
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  with readable as materialized (
    select x.asset_id, d.address_id as address_id
    from api.sp_asset_access(ids) as x
    join fwd.asset_real_estate as d on d.asset_id = x.asset_id
    where x.level >= 2
  )
  select
    d.asset_id,
    d.property_kind,
    d.use_kind,
    d.title_form,
    l.id,
    l.line1,
    l.line2,
    l.city,
    l.state,
    l.postal_code,
    l.country,
    l.formatted,
    l.latitude,
    l.longitude,
    d.parcel_number,
    d.lot_acres,
    d.building_sqft,
    d.bedrooms,
    d.bathrooms,
    d.year_built,
    d.purchase_price,
    case when d.purchase_price is not null then a.currency_code::text end,
    d.purchased_on,
    d.assessed_value,
    case when d.assessed_value is not null then a.currency_code::text end,
    d.annual_property_tax,
    case when d.annual_property_tax is not null then a.currency_code::text end,
    d.monthly_rent,
    case when d.monthly_rent is not null then a.currency_code::text end,
    d.hoa_monthly,
    case when d.hoa_monthly is not null then a.currency_code::text end,
    q.equity,
    case when q.equity is not null then a.currency_code::text end
  from readable as x
  join fwd.asset_real_estate as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  left join api.address_rows('{}', array(select distinct i.address_id from readable as i)) as l on l.id = d.address_id
  left join (
    select
      s.secured_by_asset_id,
      case
        when bool_and(coalesce(y.level, 0) >= 2 and o.currency_code = h.currency_code and o.estimated_value is not null)
          then sum(o.estimated_value)
      end as amount
    from fwd.asset_debts as s
    join fwd.assets as o on o.id = s.asset_id and o.status <> 'deleted'
    join fwd.assets as h on h.id = s.secured_by_asset_id
    left join api.sp_asset_access(
      array(select e.asset_id from fwd.asset_debts as e where e.secured_by_asset_id = any(ids))
    ) as y on y.asset_id = s.asset_id
    where s.secured_by_asset_id = any(ids)
      and s.direction = 'payable'
    group by s.secured_by_asset_id
  ) as owed on owed.secured_by_asset_id = d.asset_id
  cross join lateral (
    select a.estimated_value - case when owed.secured_by_asset_id is null then 0 else owed.amount end as equity
  ) as q;
end
$$;

revoke all on function api.sp_batch_real_estate_details(uuid[]) from public;
grant execute on function api.sp_batch_real_estate_details(uuid[]) to heirloom_gateway;

reset role;
