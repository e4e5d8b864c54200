-- The row of GraphQL interface Asset; access_… is what the acting persona may do.
set role heirloom_procedures;

create or replace view api.asset_row with (security_invoker = true) as
select
  null::uuid as id,
  null::text as type_name,
  null::fwd.asset_type_enum as type,
  null::text as name,
  null::fwd.status_enum as status,
  null::fwd.asset_visibility_enum as visibility,
  null::fwd.asset_type_enum as category_type,
  null::text as category_display_name,
  null::integer as category_sign,
  null::text as category_icon,
  null::text[] as tags,
  null::text as description,
  null::numeric as value_amount,
  null::text as value_currency,
  null::numeric as signed_value_amount,
  null::text as signed_value_currency,
  null::date as valued_on,
  null::numeric as owned_percentage,
  null::uuid as access_asset_id,
  null::text as access_level,
  null::boolean as access_can_view,
  null::boolean as access_can_view_value,
  null::boolean as access_can_edit,
  null::boolean as access_can_reveal,
  null::boolean as access_can_grant,
  null::boolean as access_can_assign,
  null::boolean as access_can_delete,
  null::text[] as viewer_redactions,
  null::timestamptz as created_at,
  null::timestamptz as updated_at,
  null::integer as version
where false;

reset role;
