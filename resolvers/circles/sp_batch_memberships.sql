-- Loads FfcMembership by id.
-- Index: ffc_personas (id).
set role heirloom_procedures;

create or replace function api.sp_batch_memberships(ids uuid[])
  returns setof api.membership_row
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select r.*
  from api.membership_rows(ids) as r;
end
$$;

revoke all on function api.sp_batch_memberships(uuid[]) from public;
grant execute on function api.sp_batch_memberships(uuid[]) to heirloom_gateway;

reset role;
