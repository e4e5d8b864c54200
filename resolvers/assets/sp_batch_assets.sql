-- Loads Asset by id.
-- Index: assets (id).
set role heirloom_procedures;

create or replace function api.sp_batch_assets(ids uuid[])
  returns setof api.asset_row
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select r.*
  from api.asset_rows(ids) as r;
end
$$;

revoke all on function api.sp_batch_assets(uuid[]) from public;
grant execute on function api.sp_batch_assets(uuid[]) to heirloom_gateway;

reset role;
