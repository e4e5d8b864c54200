-- The totals of some parent on a day. The lists of GraphQL are columns of arrays: the first elements make the first object, and so on.
set role heirloom_procedures;

create or replace view api.totals_row with (security_invoker = true) as
select
  null::uuid as parent,
  null::uuid as of_id,
  null::date as as_of,
  null::text[] as by_currency_currency,
  null::numeric[] as by_currency_assets,
  null::numeric[] as by_currency_liabilities,
  null::numeric[] as by_currency_net,
  null::numeric[] as by_currency_gross_net,
  null::integer[] as by_currency_asset_count,
  null::integer[] as by_currency_unvalued_count,
  null::text[] as deceased_currency,
  null::numeric[] as deceased_assets,
  null::numeric[] as deceased_liabilities,
  null::numeric[] as deceased_net,
  null::numeric[] as deceased_gross_net,
  null::integer[] as deceased_asset_count,
  null::integer[] as deceased_unvalued_count
where false;

reset role;
