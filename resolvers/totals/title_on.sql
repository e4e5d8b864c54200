-- Who held title in these assets on a day (null: today), by shares that run and by those that have ended.
-- Index: asset_persona_ownership (asset_id, persona_id), asset_ownership_history (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.title_on(ids uuid[], as_of date)
  returns table (asset_id uuid, persona_id uuid, percentage numeric)
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  day date := coalesce(as_of, current_date);
begin
  return query
  select o.asset_id, o.persona_id, o.ownership_percentage::numeric
  from fwd.asset_persona_ownership as o
  where o.asset_id = any(ids)
    and o.ownership_type in ('direct', 'trust')
    and o.effective_date <= day
    and (o.end_date is null or o.end_date > day)
  union all
  select h.asset_id, h.persona_id, h.ownership_percentage::numeric
  from fwd.asset_ownership_history as h
  where h.asset_id = any(ids)
    and h.ownership_type in ('direct', 'trust')
    and h.valid_from <= day
    and h.valid_to > day;
end
$$;

revoke all on function api.title_on(uuid[], date) from public;

reset role;
