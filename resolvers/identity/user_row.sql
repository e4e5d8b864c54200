-- The row of GraphQL type User.
set role heirloom_procedures;

create or replace view api.user_row with (security_invoker = true) as
select
  null::uuid as id,
  null::text as entity_type,
  null::text as display_name,
  null::text as first_name,
  null::text as last_name,
  null::fwd.user_status_enum as status,
  null::fwd.tenant_role_enum as tenant_role,
  null::text as primary_email,
  null::text as primary_phone,
  null::timestamptz as last_login_at
where false;

reset role;
