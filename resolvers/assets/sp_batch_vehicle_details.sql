-- Vehicle: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_vehicles (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_vehicle_details(ids uuid[])
  returns table (
    id uuid,
    vehicle_kind fwd.vehicle_kind_enum,
    make text,
    model text,
    model_year smallint,
    vin_masked text,
    registration_state text,
    registration_number_masked text,
    mileage integer,
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
    storage_address_longitude double precision
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  with readable as materialized (
    select x.asset_id, d.storage_address_id as address_id
    from api.sp_asset_access(ids) as x
    join fwd.asset_vehicles as d on d.asset_id = x.asset_id
    where x.level >= 2
  )
  select
    d.asset_id,
    d.vehicle_kind,
    d.make,
    d.model,
    d.model_year,
    '••••' || d.vin_last4,
    d.registration_state::text,
    '••••' || d.registration_last4,
    d.mileage,
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
    l.longitude
  from readable as x
  join fwd.asset_vehicles as d on d.asset_id = x.asset_id
  left join api.address_rows('{}', array(select distinct i.address_id from readable as i)) as l on l.id = d.storage_address_id;
end
$$;

revoke all on function api.sp_batch_vehicle_details(uuid[]) from public;
grant execute on function api.sp_batch_vehicle_details(uuid[]) to heirloom_gateway;

reset role;
