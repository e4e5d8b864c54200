-- Ffc by key. Index: ffcs (id).
set role heirloom_procedures;

create or replace function api.sp_batch_ffcs(ids bigint[])
  returns setof fwd.ffcs
  language plpgsql stable security definer set search_path = '' rows 1 as $$
#variable_conflict use_column
begin
  return query
  select f.*
    from fwd.ffcs as f
    where f.id = any (ids);
end
$$;

revoke all on function api.sp_batch_ffcs(bigint[]) from public;
grant execute on function api.sp_batch_ffcs(bigint[]) to heirloom_gateway;

reset role;
