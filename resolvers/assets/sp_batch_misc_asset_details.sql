-- MiscAsset: the columns of this type alone, from level read on; below it an asset has no row here, so all of them are null.
-- Index: asset_misc (asset_id).
set role heirloom_procedures;

create or replace function api.sp_batch_misc_asset_details(ids uuid[])
  returns table (
    id uuid,
    misc_kind text,
    attributes jsonb
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select
    d.asset_id,
    d.misc_kind,
    d.attributes
  from api.sp_asset_access(ids) as x
  join fwd.asset_misc as d on d.asset_id = x.asset_id
  where x.level >= 2;
end
$$;

revoke all on function api.sp_batch_misc_asset_details(uuid[]) from public;
grant execute on function api.sp_batch_misc_asset_details(uuid[]) to heirloom_gateway;

reset role;
