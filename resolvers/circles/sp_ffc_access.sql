-- Which of these circles the acting persona may see: as an active member, with its role; or, as the tenant's administrator, by name and
-- size (role null). The one place where that is decided.
-- Index: ffc_personas (ffc_id, persona_id).
set role heirloom_procedures;

create or replace function api.sp_ffc_access(ids uuid[])
  returns table (ffc_id uuid, role fwd.ffc_role_enum, is_founder boolean)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
  my_user uuid := api.acting_user();
begin
  if not api.allows('ffcs:read') then
    return;
  end if;

  return query
  select c.id, m.ffc_role, c.owner_user_id = my_user
  from fwd.fwd_family_circles as c
  left join fwd.ffc_personas as m on m.ffc_id = c.id and m.persona_id = me and m.status = 'active'
  where c.id = any(ids)
    and c.status <> 'deleted'
    and (m.id is not null or (select api.is_tenant_admin()));
end
$$;

revoke all on function api.sp_ffc_access(uuid[]) from public;

reset role;
