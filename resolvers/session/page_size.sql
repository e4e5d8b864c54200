-- How many rows a connection returns for each parent: 20 unless asked, never more than 100.
set role heirloom_procedures;

create or replace function api.page_size(first integer)
  returns integer
  language plpgsql immutable security definer set search_path = '' as $$
begin
  if first < 0 then
    raise exception 'VALIDATION' using errcode = 'FW422';
  end if;
  return least(coalesce(first, 20), 100);
end
$$;

revoke all on function api.page_size(integer) from public;

reset role;
