-- An AssetPermission as element of a connection of some parent.
set role heirloom_procedures;

create or replace view api.asset_permission_edge with (security_invoker = true) as
select
  null::uuid as parent,
  null::text as cursor,
  null::boolean as has_next,
  null::boolean as has_previous,
  null::bigint as total_count,
  null::uuid as id,
  null::uuid as asset_id,
  null::uuid as persona_id,
  null::fwd.permission_level_enum as level,
  null::uuid as granted_by_persona_id,
  null::timestamptz as granted_at,
  null::timestamptz as expires_at
where false;

reset role;
