-- Query.assetCategories: the thirteen kinds of assets in the product's order.
-- Index: none, thirteen rows.
set role heirloom_procedures;

create or replace function api.sp_get_asset_categories()
  returns table (type fwd.asset_type_enum, display_name text, sign integer, icon text)
  language plpgsql stable security definer set search_path = '' rows 13 as $$
begin
  perform api.acting_tenant();
  return query
  select c.asset_type, c.display_name, c.sign::integer, c.icon
  from fwd.asset_categories as c
  order by c.sort_order;
end
$$;

revoke all on function api.sp_get_asset_categories() from public;
grant execute on function api.sp_get_asset_categories() to heirloom_gateway;

reset role;
