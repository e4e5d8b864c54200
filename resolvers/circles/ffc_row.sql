-- The row of GraphQL type FamilyCircle; my_membership_… is the acting persona's own membership.
set role heirloom_procedures;

create or replace view api.ffc_row with (security_invoker = true) as
select
  null::uuid as id,
  null::text as name,
  null::text as description,
  null::date as established_date,
  null::fwd.status_enum as status,
  null::uuid as owner_user_id,
  null::integer as member_count,
  null::boolean as settings_auto_approve,
  null::text as settings_owner_asset_access,
  null::uuid as my_membership_id,
  null::uuid as my_membership_persona_id,
  null::uuid as my_membership_ffc_id,
  null::fwd.ffc_role_enum as my_membership_role,
  null::fwd.asset_share_enum as my_membership_asset_share,
  null::timestamptz as my_membership_joined_at,
  null::timestamptz as my_membership_left_at,
  null::fwd.status_enum as my_membership_status,
  null::uuid as my_membership_added_by,
  null::timestamptz as created_at,
  null::timestamptz as updated_at,
  null::integer as version
where false;

reset role;
