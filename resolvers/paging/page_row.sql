-- One element of a page of a connection: whose, which, in which place, and what the page says of the rest. A page that is empty though
-- its parent has elements is one row without id and cursor.
set role heirloom_procedures;

create or replace view api.page_row with (security_invoker = true) as
select
  null::uuid as parent,
  null::uuid as id,
  null::bigint as place,
  null::text as cursor,
  null::boolean as has_next,
  null::boolean as has_previous,
  null::bigint as total_count
where false;

reset role;
