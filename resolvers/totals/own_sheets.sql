-- Of these personas the acting one, and those whose title it exercises: whose net worth it may know.
-- Index: persona_representations_live_once.
set role heirloom_procedures;

create or replace function api.own_sheets(ids uuid[])
  returns uuid[]
  language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := api.acting_persona();
begin
  if not api.allows('assets:read') then
    return '{}';
  end if;
  return array(
    select i.id from unnest(ids) as i (id) where i.id = me
    union
    select r.principal_persona_id
    from fwd.v_live_representation as r
    where r.representative_persona_id = me
      and r.principal_persona_id = any(ids)
  );
end
$$;

revoke all on function api.own_sheets(uuid[]) from public;

reset role;
