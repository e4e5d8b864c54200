-- Loads FamilyCircle by id.
-- Index: fwd_family_circles (id).
set role heirloom_procedures;

create or replace function api.sp_batch_ffcs(ids uuid[])
  returns setof api.ffc_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  perform api.acting_persona();
  return query
  select r.*
  from api.ffc_rows(ids) as r;
end
$$;

revoke all on function api.sp_batch_ffcs(uuid[]) from public;
grant execute on function api.sp_batch_ffcs(uuid[]) to heirloom_gateway;

reset role;
