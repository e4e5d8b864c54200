-- Loads Address by id.
-- Index: address (id).
set role heirloom_procedures;

create or replace function api.sp_batch_addresses(ids uuid[])
  returns setof api.address_row
  language plpgsql stable security definer set search_path = '' rows 20 as $$
begin
  perform api.acting_tenant();
  return query
  select r.*
  from api.address_rows(ids, '{}') as r;
end
$$;

revoke all on function api.sp_batch_addresses(uuid[]) from public;
grant execute on function api.sp_batch_addresses(uuid[]) to heirloom_gateway;

reset role;
