-- Query.personas: those the acting persona knows of its own accord: its user's, those it stands for or who stand for it, and the members
-- of its circles. Filter and order know of each what its row shows. The tenant's directory opens personas by id and does not list them.
-- Index: personas_user, persona_representations_live_once, persona_representations_principal, ffc_personas_of_persona,
-- ffc_personas_by_joining.
set role heirloom_procedures;

create or replace function api.sp_search_personas(
  filter jsonb default null,
  order_by jsonb default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.persona_edge
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
  conditions jsonb := coalesce(jsonb_strip_nulls(filter), '{}');
  field text := coalesce(order_by ->> 'field', 'name');
  direction text := coalesce(order_by ->> 'direction', 'asc');
begin
  return query
  with seen as materialized (
    select
      r.*,
      me as parent,
      case field
        when 'name' then lower(r.display_name)
        when 'last_name' then lower(r.last_name)
        when 'date_of_birth' then r.date_of_birth::text
        else to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
      end as sort
    from api.persona_rows(array(select o.persona_id from api.own_personas() as o)) as r
    where (not conditions ? 'viewer_relation' or conditions -> 'viewer_relation' ? r.viewer_relation)
      and (not conditions ? 'is_living' or r.is_living = (conditions -> 'is_living')::boolean)
      and (not conditions ? 'date_of_birth' or api.day_meets(conditions -> 'date_of_birth', r.date_of_birth))
      and (not conditions ? 'text' or api.has_text(conditions ->> 'text', r.display_name, r.first_name, r.last_name, r.nickname))
      and (
        not conditions ? 'ffc_id'
        or r.id in (
          select m.persona_id
          from api.membership_rows(
            array(select i.id from fwd.ffc_personas as i where i.ffc_id = (conditions ->> 'ffc_id')::uuid and i.status = 'active')
          ) as m
        )
      )
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, field || ' ' || direction, direction = 'desc', first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.entity_type,
    s.display_name,
    s.first_name,
    s.middle_name,
    s.last_name,
    s.name_suffix,
    s.nickname,
    s.is_living,
    s.is_managed,
    s.date_of_birth,
    s.birth_year,
    s.date_of_death,
    s.gender,
    s.marital_status,
    s.capacity_label,
    s.status,
    s.user_id,
    s.contact_info_id,
    s.viewer_relation,
    s.created_at,
    s.updated_at,
    s.version
  from page as p
  left join seen as s on s.id = p.id
  order by p.place;
end
$$;

revoke all on function api.sp_search_personas(jsonb, jsonb, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_search_personas(jsonb, jsonb, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
