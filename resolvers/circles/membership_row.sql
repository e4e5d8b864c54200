-- The row of GraphQL type FfcMembership.
set role heirloom_procedures;

create or replace view api.membership_row with (security_invoker = true) as
select
  null::uuid as id,
  null::uuid as persona_id,
  null::uuid as ffc_id,
  null::fwd.ffc_role_enum as role,
  null::fwd.asset_share_enum as asset_share,
  null::timestamptz as joined_at,
  null::timestamptz as left_at,
  null::fwd.status_enum as status,
  null::uuid as added_by
where false;

reset role;
