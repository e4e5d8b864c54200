-- Query.viewer: who is asking. Null for an identity without a persona.
-- Index: personas (id), persona_representations_live_once.
set role heirloom_procedures;

create or replace function api.sp_get_viewer()
  returns table (user_id uuid, persona_id uuid, tenant_id integer, capacity text)
  language plpgsql stable security definer set search_path = '' rows 1 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  select
    p.user_id,
    p.id,
    p.tenant_id,
    coalesce(
      case
        when not p.is_primary then (
          select r.capacity::text
          from fwd.v_live_representation as r
          where r.representative_persona_id = p.id
          order by r.effective_date, r.id
          limit 1
        )
      end,
      'self'
    )
  from fwd.personas as p
  where p.id = me;
end
$$;

revoke all on function api.sp_get_viewer() from public;
grant execute on function api.sp_get_viewer() to heirloom_gateway;

reset role;
