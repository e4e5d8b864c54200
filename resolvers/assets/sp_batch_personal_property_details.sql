-- PersonalProperty: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_personal_property (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_personal_property_details(ids uuid[])
  returns table (
    id uuid,
    item_kind fwd.personal_item_kind_enum,
    brand text,
    model text,
    serial_number_masked text,
    acquired_on date,
    purchase_price_amount numeric,
    purchase_price_currency text,
    condition fwd.condition_enum,
    storage_address_id uuid,
    storage_address_line1 text,
    storage_address_line2 text,
    storage_address_city text,
    storage_address_state text,
    storage_address_postal_code text,
    storage_address_country text,
    storage_address_formatted text,
    storage_address_latitude double precision,
    storage_address_longitude double precision,
    location_note text,
    insured_value_amount numeric,
    insured_value_currency text
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  with readable as materialized (
    select x.asset_id, d.storage_address_id as address_id
    from api.sp_asset_access(ids) as x
    join fwd.asset_personal_property as d on d.asset_id = x.asset_id
    where x.level >= 2
  )
  select
    d.asset_id,
    d.item_kind,
    d.brand,
    d.model,
    '••••' || d.serial_last4,
    d.acquired_on,
    d.purchase_price,
    case when d.purchase_price is not null then a.currency_code::text end,
    d.condition,
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
    d.location_note,
    d.insured_value,
    case when d.insured_value is not null then a.currency_code::text end
  from readable as x
  join fwd.asset_personal_property as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  left join api.address_rows('{}', array(select distinct i.address_id from readable as i)) as l on l.id = d.storage_address_id;
end
$$;

revoke all on function api.sp_batch_personal_property_details(uuid[]) from public;
grant execute on function api.sp_batch_personal_property_details(uuid[]) to heirloom_gateway;

reset role;
