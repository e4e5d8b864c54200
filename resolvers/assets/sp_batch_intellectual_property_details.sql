-- IntellectualProperty: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_intellectual_property (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_intellectual_property_details(ids uuid[])
  returns table (
    id uuid,
    ip_kind fwd.ip_kind_enum,
    title text,
    registration_number text,
    jurisdiction text,
    filed_on date,
    registered_on date,
    expires_on date,
    annual_royalty_amount numeric,
    annual_royalty_currency text,
    licensee text
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.ip_kind,
    d.title,
    d.registration_number,
    d.jurisdiction,
    d.filed_on,
    d.registered_on,
    d.expires_on,
    d.annual_royalty,
    case when d.annual_royalty is not null then a.currency_code::text end,
    d.licensee
  from api.sp_asset_access(ids) as x
  join fwd.asset_intellectual_property as d on d.asset_id = x.asset_id
  join fwd.assets as a on a.id = d.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_intellectual_property_details(uuid[]) from public;
grant execute on function api.sp_batch_intellectual_property_details(uuid[]) to heirloom_gateway;

reset role;
