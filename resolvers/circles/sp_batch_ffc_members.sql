-- FamilyCircle.members: the active members of a circle in the order of joining, with those who have left where that is wanted.
-- Index: ffc_personas_by_joining.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_members(
  ids uuid[],
  filter jsonb default null,
  include_left boolean default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.membership_edge
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
  conditions jsonb := coalesce(jsonb_strip_nulls(filter), '{}');
begin
  return query
  with seen as materialized (
    select r.*, r.ffc_id as parent, to_char(r.joined_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as sort
    from api.membership_rows(
      array(
        select m.id
        from fwd.ffc_personas as mine
        join fwd.ffc_personas as m on m.ffc_id = mine.ffc_id and (m.status = 'active' or include_left)
        where mine.persona_id = me
          and mine.status = 'active'
          and mine.ffc_id = any(ids)
      )
    ) as r
    join fwd.personas as n on n.id = r.persona_id
    where (not conditions ? 'role' or conditions -> 'role' ? r.role::text)
      and (not conditions ? 'is_living' or n.is_living = (conditions -> 'is_living')::boolean)
      and (not conditions ? 'joined_on' or api.day_meets(conditions -> 'joined_on', (r.joined_at at time zone 'UTC')::date))
      and (not conditions ? 'text' or api.has_text(conditions ->> 'text', n.display_name))
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'joined', false, first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.persona_id,
    s.ffc_id,
    s.role,
    s.asset_share,
    s.joined_at,
    s.left_at,
    s.status,
    s.added_by
  from page as p
  left join seen as s on s.parent = p.parent and s.id = p.id
  order by p.parent, p.place;
end
$$;

revoke all on function api.sp_batch_ffc_members(uuid[], jsonb, boolean, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_batch_ffc_members(uuid[], jsonb, boolean, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
