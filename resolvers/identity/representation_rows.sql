-- The representations in which one of these personas takes part, seen by those who may call on either side: the person, its
-- representatives, the owners and advisors of its circles. Both fields of Persona end here.
-- Index: persona_representations (tenant_id, representative_persona_id), (tenant_id, principal_persona_id).
set role heirloom_procedures;

create or replace function api.representation_rows(representatives uuid[], principals uuid[])
  returns setof api.representation_of_parent
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query
  with wanted as materialized (
    select r.*
    from fwd.persona_representations as r
    where r.representative_persona_id = any(representatives)
      or r.principal_persona_id = any(principals)
  )
  select
    case when r.representative_persona_id = any(representatives) then r.representative_persona_id else r.principal_persona_id end,
    r.id,
    r.representative_persona_id,
    r.principal_persona_id,
    r.capacity,
    r.scope_label,
    r.effective_date,
    r.expires_on,
    live.id is not null,
    case
      when live.id is not null or r.effective_date > current_date then null
      when r.revoked_at is not null then 'revoked'
      when r.expires_on <= current_date then 'expired'
      when r.capacity = 'executor' then null
      when not p.is_living then 'principal died'
      else 'principal came of age'
    end
  from wanted as r
  left join fwd.v_live_representation as live on live.id = r.id
  left join fwd.personas as p on p.id = r.principal_persona_id
  where exists (
    select
    from api.sp_persona_access(
      array(select w.representative_persona_id from wanted as w union select w.principal_persona_id from wanted as w)
    ) as x
    where x.persona_id in (r.representative_persona_id, r.principal_persona_id)
      and x.contacts in ('self', 'private')
  )
  order by r.effective_date, r.id;
end
$$;

revoke all on function api.representation_rows(uuid[], uuid[]) from public;

reset role;
