-- AssetAccess.sources: why the acting persona sees an asset, the strongest reason first. Only its own reasons, never those of others.
-- Index: those of api.asset_sources.
set role heirloom_procedures;

create or replace function api.sp_batch_access_sources(asset_ids uuid[])
  returns table (
    parent uuid,
    kind text,
    ffc_id uuid,
    role fwd.ffc_role_enum,
    grant_level fwd.permission_level_enum,
    capacity text,
    expires_at timestamptz
  )
  language plpgsql stable security definer set search_path = '' rows 50 as $$
begin
  perform api.acting_persona();
  return query
  select s.asset_id, s.kind, s.ffc_id, s.role, s.grant_level, s.capacity, s.expires_at
  from api.asset_sources(asset_ids) as s
  join fwd.assets as a on a.id = s.asset_id and a.status <> 'deleted'
  order by s.asset_id, s.level desc, s.kind, s.ffc_id;
end
$$;

revoke all on function api.sp_batch_access_sources(uuid[]) from public;
grant execute on function api.sp_batch_access_sources(uuid[]) to heirloom_gateway;

reset role;
