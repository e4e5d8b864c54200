-- Of these circles those in use that the acting persona is an active member of.
-- Index: ffc_personas (ffc_id, persona_id).
set role heirloom_procedures;

create or replace function api.own_ffcs(ids uuid[])
  returns uuid[]
  language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := api.acting_persona();
begin
  if not api.allows('ffcs:read') then
    return '{}';
  end if;
  return array(
    select m.ffc_id
    from fwd.ffc_personas as m
    join fwd.fwd_family_circles as c on c.id = m.ffc_id and c.status = 'active'
    where m.persona_id = me
      and m.status = 'active'
      and m.ffc_id = any(ids)
  );
end
$$;

revoke all on function api.own_ffcs(uuid[]) from public;

reset role;
