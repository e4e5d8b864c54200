-- The rows of those circles the acting persona may see. Every route to a FamilyCircle ends here.
-- Index: fwd_family_circles (id), ffc_personas (ffc_id, persona_id), ffc_personas_by_joining.
set role heirloom_procedures;

create or replace function api.ffc_rows(ids uuid[])
  returns setof api.ffc_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  me uuid := api.acting_persona();
begin
  return query
  select
    c.id,
    c.name,
    case when x.role is not null then c.description end,
    case when x.role is not null then c.established_date end,
    c.status,
    case when x.role is not null then c.owner_user_id end,
    (select count(*)::integer from fwd.ffc_personas as a where a.ffc_id = c.id and a.status = 'active'),
    case when x.role is not null then coalesce((c.settings -> 'auto_approve')::boolean, false) end,
    case when x.role is not null then coalesce(c.settings ->> 'owner_asset_access', t.settings ->> 'owner_asset_access', 'edit') end,
    m.id,
    m.persona_id,
    m.ffc_id,
    m.ffc_role,
    m.asset_share,
    m.joined_at,
    m.left_at,
    m.status,
    m.added_by,
    c.created_at,
    c.updated_at,
    c.version
  from api.sp_ffc_access(ids) as x
  join fwd.fwd_family_circles as c on c.id = x.ffc_id
  join fwd.tenants as t on t.id = c.tenant_id
  left join fwd.ffc_personas as m on m.ffc_id = c.id and m.persona_id = me and m.status = 'active';
end
$$;

revoke all on function api.ffc_rows(uuid[]) from public;

reset role;
