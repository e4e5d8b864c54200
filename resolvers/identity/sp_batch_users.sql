-- Loads User by id: oneself fully; as the tenant's administrator everyone's name and status; otherwise, by display name only, whoever
-- founded one of the acting persona's circles or added a member to it. Programs see by which e-mail address and phone their user signs in
-- where their key covers contacts, and whom they know by circles where it covers those.
-- Index: users (id), ffc_personas_of_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_users(ids uuid[])
  returns setof api.user_row
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  me uuid := api.acting_persona();
  my_user uuid := api.acting_user();
  is_admin boolean := api.is_tenant_admin();
begin
  return query
  with circle as materialized (
    select x.ffc_id
    from api.sp_ffc_access(array(select m.ffc_id from fwd.ffc_personas as m where m.persona_id = me and m.status = 'active')) as x
  )
  select
    u.id,
    'user',
    coalesce(u.display_name, u.first_name || ' ' || u.last_name),
    case when u.id = my_user or is_admin then u.first_name end,
    case when u.id = my_user or is_admin then u.last_name end,
    case when u.id = my_user or is_admin then u.status end,
    case when u.id = my_user or is_admin then u.tenant_role end,
    e.email_address,
    n.country_code || n.phone_number,
    case when u.id = my_user or is_admin then u.last_login_at end
  from fwd.users as u
  left join fwd.email_address as e on e.id = u.primary_email_id and u.id = my_user and (select api.allows('contacts:read'))
  left join fwd.phone_number as n on n.id = u.primary_phone_id and u.id = my_user and (select api.allows('contacts:read'))
  where u.id = any(ids)
    and (
      u.id = my_user
      or is_admin
      or u.id in (
        select c.owner_user_id from circle as i join fwd.fwd_family_circles as c on c.id = i.ffc_id
      )
      or u.id in (
        select m.added_by
        from circle as i
        join fwd.ffc_personas as m on m.ffc_id = i.ffc_id and m.status = 'active' and m.added_by is not null
      )
    );
end
$$;

revoke all on function api.sp_batch_users(uuid[]) from public;
grant execute on function api.sp_batch_users(uuid[]) to heirloom_gateway;

reset role;
