-- The level of the acting persona on each of these assets, the greatest of its sources: 1 summary, 2 read, 3 edit, 4 admin. What it may not
-- see has no row; absent and hidden look the same.
-- Index: those of api.asset_sources; assets (id).
set role heirloom_procedures;

create or replace function api.sp_asset_access(ids uuid[])
  returns table (asset_id uuid, level smallint, can_reveal boolean, sources text[])
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query
  select s.asset_id, max(s.level), bool_or(s.can_reveal), array_agg(distinct s.kind)
  from api.asset_sources(ids) as s
  join fwd.assets as a on a.id = s.asset_id and a.status <> 'deleted'
  group by s.asset_id;
end
$$;

revoke all on function api.sp_asset_access(uuid[]) from public;

reset role;
