-- How much of the contacts of these entities the acting persona may see: the scope of api.contact_rules. The one place where that is
-- decided. A contact record is seen as closely as the closest persona it belongs to; companies are known to the whole tenant.
-- Index: personas (tenant_id, contact_info_id); those of api.sp_persona_access.
set role heirloom_procedures;

create or replace function api.contact_scope(entity_types text[], ids uuid[])
  returns table (entity_type text, entity_id uuid, scope text)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  my_user uuid := api.acting_user();
  is_admin boolean := api.is_tenant_admin();
  contact_infos uuid[];
  personas uuid[];
begin
  if not api.allows('contacts:read') then
    return;
  end if;

  select
    array_agg(w.id) filter (where w.entity_type = 'contact_info'),
    array_agg(w.id) filter (where w.entity_type = 'persona')
    into contact_infos, personas
    from unnest(entity_types, ids) as w (entity_type, id);

  if personas is not null then
    return query
    select 'persona', x.persona_id, x.contacts
    from api.sp_persona_access(personas) as x
    where x.contacts is not null;
  end if;

  if contact_infos is not null then
    return query
    select 'contact_info', p.contact_info_id, (array_agg(x.contacts order by array_position('{self,private,public}', x.contacts)))[1]
    from fwd.personas as p
    join api.sp_persona_access(
      array(select i.id from fwd.personas as i where i.contact_info_id = any(contact_infos))
    ) as x on x.persona_id = p.id
    where p.contact_info_id = any(contact_infos)
      and x.contacts is not null
    group by p.contact_info_id;
  end if;

  return query
  select 'advisor_company', c.id, 'company'
  from unnest(entity_types, ids) as w (entity_type, id)
  join fwd.advisor_company as c on c.id = w.id
  where w.entity_type = 'advisor_company'
  union
  select 'user', u.id, case when u.id = my_user then 'self' else 'directory' end
  from unnest(entity_types, ids) as w (entity_type, id)
  join fwd.users as u on u.id = w.id
  where w.entity_type = 'user'
    and (u.id = my_user or is_admin);
end
$$;

revoke all on function api.contact_scope(text[], uuid[]) from public;

reset role;
