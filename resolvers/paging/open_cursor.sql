-- Takes a cursor `order:id:=sort value` apart; without `=` the value is null. A cursor of another order is refused, not misread.
set role heirloom_procedures;

create or replace function api.open_cursor(order_name text, cursor text, out id uuid, out sort text)
  returns record
  language plpgsql immutable security definer set search_path = '' as $$
begin
  if cursor is null then
    return;
  end if;
  if split_part(cursor, ':', 1) <> order_name or split_part(cursor, ':', 2) !~ '^[0-9a-f-]{36}$' then
    raise exception 'VALIDATION' using errcode = 'FW422';
  end if;
  id := split_part(cursor, ':', 2)::uuid;
  if substr(cursor, length(order_name) + 39, 1) = '=' then
    sort := substr(cursor, length(order_name) + 40);
  end if;
end
$$;

revoke all on function api.open_cursor(text, text) from public;

reset role;
