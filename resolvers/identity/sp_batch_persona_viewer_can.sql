-- Persona.viewerCan: whether the acting persona may do something with another, or with itself.
-- Index: those of api.sp_persona_access, persona_representations_live_once.
set role heirloom_procedures;

create or replace function api.sp_batch_persona_viewer_can(ids uuid[], action text default null)
  returns table (parent uuid, viewer_can boolean)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  select
    x.persona_id,
    case lower(action)
      when 'view' then true
      when 'view_birth_date' then x.birth is not distinct from 'date'
      when 'view_private_contacts' then coalesce(x.contacts in ('self', 'private'), false)
      when 'edit' then x.level = 'self' or exists (
        select
        from fwd.v_live_representation as r
        where r.representative_persona_id = me and r.principal_persona_id = x.persona_id
      )
      else x.level = 'self'
    end
  from api.sp_persona_access(ids) as x
  where x.level <> 'coowner';
end
$$;

revoke all on function api.sp_batch_persona_viewer_can(uuid[], text) from public;
grant execute on function api.sp_batch_persona_viewer_can(uuid[], text) to heirloom_gateway;

reset role;
