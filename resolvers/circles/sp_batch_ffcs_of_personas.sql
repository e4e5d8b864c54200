-- Viewer.familyCircles: the circles a persona is an active member of, by name.
-- Index: ffc_personas_of_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_ffcs_of_personas(
  ids uuid[],
  filter jsonb default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.ffc_edge
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  conditions jsonb := coalesce(jsonb_strip_nulls(filter), '{}');
begin
  perform api.acting_persona();
  return query
  with seen as materialized (
    select r.*, m.persona_id as parent, lower(r.name) as sort
    from api.ffc_rows(
      array(select i.ffc_id from fwd.ffc_personas as i where i.persona_id = any(ids) and i.status = 'active')
    ) as r
    join fwd.ffc_personas as m on m.ffc_id = r.id and m.persona_id = any(ids) and m.status = 'active'
    where r.my_membership_id is not null
      and (not conditions ? 'role' or conditions -> 'role' ? m.ffc_role::text)
      and (not conditions ? 'text' or api.has_text(conditions ->> 'text', r.name))
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'name', false, first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.name,
    s.description,
    s.established_date,
    s.status,
    s.owner_user_id,
    s.member_count,
    s.settings_auto_approve,
    s.settings_owner_asset_access,
    s.my_membership_id,
    s.my_membership_persona_id,
    s.my_membership_ffc_id,
    s.my_membership_role,
    s.my_membership_asset_share,
    s.my_membership_joined_at,
    s.my_membership_left_at,
    s.my_membership_status,
    s.my_membership_added_by,
    s.created_at,
    s.updated_at,
    s.version
  from page as p
  left join seen as s on s.parent = p.parent and s.id = p.id
  order by p.parent, p.place;
end
$$;

revoke all on function api.sp_batch_ffcs_of_personas(uuid[], jsonb, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_ffcs_of_personas(uuid[], jsonb, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
