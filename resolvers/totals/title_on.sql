-- Who held title in these assets on a day (null: today).
-- Index: asset_persona_ownership (asset_id, persona_id), asset_ownership_history (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.title_on(ids uuid[], as_of date)
  returns table (asset_id uuid, persona_id uuid, percentage numeric)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  day date := coalesce(as_of, current_date);
begin
  return query
  select t.asset_id, t.persona_id, t.percentage
  from api.titles as t
  where t.asset_id = any(ids)
    and t.since <= day
    and (t.until is null or t.until > day);
end
$$;

revoke all on function api.title_on(uuid[], date) from public;

reset role;
