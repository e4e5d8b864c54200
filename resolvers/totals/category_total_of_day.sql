-- A CategoryTotal as element of the list of some total, which a key and a day name.
set role heirloom_procedures;

create or replace view api.category_total_of_day with (security_invoker = true) as
select
  null::uuid as parent_of_id,
  null::date as parent_as_of,
  null::text as currency,
  null::text as category_type,
  null::text as category_display_name,
  null::integer as category_sign,
  null::text as category_icon,
  null::numeric as owned,
  null::numeric as gross,
  null::integer as count,
  null::numeric as share_of_net
where false;

reset role;
