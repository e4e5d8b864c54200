-- The row of GraphQL type Branding where it stands alone.
set role heirloom_procedures;

create or replace view api.branding_row with (security_invoker = true) as
select
  null::text as display_name,
  null::text as logo_url,
  null::text as primary_color,
  null::text as secondary_color,
  null::text as domain,
  null::text as support_email
where false;

reset role;
