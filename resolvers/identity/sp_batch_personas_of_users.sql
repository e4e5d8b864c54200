-- Viewer.personas, User.personas: the personas of a user, the primary one first. Only the user himself and the tenant's administrator
-- see which personas belong together.
-- Index: personas_user.
set role heirloom_procedures;

create or replace function api.sp_batch_personas_of_users(user_ids uuid[])
  returns setof api.persona_of_parent
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  my_user uuid := api.acting_user();
  is_admin boolean := api.is_tenant_admin();
begin
  return query
  with wanted as materialized (
    select p.id, p.user_id, p.is_primary
    from fwd.personas as p
    where p.user_id = any(user_ids)
      and (p.user_id = my_user or is_admin)
  )
  select w.user_id, r.*
  from wanted as w
  join api.persona_rows(array(select i.id from wanted as i)) as r on r.id = w.id
  order by w.is_primary desc, r.display_name collate "C", r.id;
end
$$;

revoke all on function api.sp_batch_personas_of_users(uuid[]) from public;
grant execute on function api.sp_batch_personas_of_users(uuid[]) to heirloom_gateway;

reset role;
