-- The rows of those personas the acting persona may see, with what it may not see left out. Every route to a Persona ends here.
-- Index: personas (id).
set role heirloom_procedures;

create or replace function api.persona_rows(ids uuid[])
  returns setof api.persona_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query
  select
    p.id,
    'persona',
    p.display_name,
    p.first_name,
    p.middle_name,
    p.last_name,
    p.name_suffix,
    case when x.level <> 'directory' then p.nickname end,
    p.is_living,
    p.is_managed,
    case when x.birth = 'date' then p.date_of_birth end,
    case when x.birth in ('date', 'year') then extract(year from p.date_of_birth)::integer end,
    case when x.level <> 'directory' then p.date_of_death end,
    case when x.birth in ('date', 'year') then p.gender end,
    case when x.birth in ('date', 'year') then p.marital_status end,
    p.capacity_label,
    p.status,
    case when x.level = 'self' or (select api.is_tenant_admin()) then p.user_id end,
    case when x.contacts is not null then p.contact_info_id end,
    x.level,
    p.created_at,
    p.updated_at,
    p.version
  from api.sp_persona_access(ids) as x
  join fwd.personas as p on p.id = x.persona_id
  where x.level <> 'coowner';
end
$$;

revoke all on function api.persona_rows(uuid[]) from public;

reset role;
