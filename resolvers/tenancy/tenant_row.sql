-- The row of GraphQL type Tenant; users_of_id is its id for those who may know its users.
set role heirloom_procedures;

create or replace view api.tenant_row with (security_invoker = true) as
select
  null::integer as id,
  null::text as name,
  null::text as display_name,
  null::boolean as is_active,
  null::text as default_currency,
  null::text as branding_display_name,
  null::text as branding_logo_url,
  null::text as branding_primary_color,
  null::text as branding_secondary_color,
  null::text as branding_domain,
  null::text as branding_support_email,
  null::integer as users_of_id
where false;

reset role;
