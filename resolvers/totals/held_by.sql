-- Which assets these personas hold title in or once held it.
-- Index: asset_persona_ownership_by_persona, asset_ownership_history (tenant_id, persona_id).
set role heirloom_procedures;

create or replace function api.held_by(personas uuid[])
  returns uuid[]
  language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select distinct t.asset_id from api.titles as t where t.persona_id = any(personas));
end
$$;

revoke all on function api.held_by(uuid[]) from public;

reset role;
