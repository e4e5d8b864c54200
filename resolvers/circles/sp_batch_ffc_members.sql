-- FamilyCircle.members: the active members of a circle in the order of joining.
-- Index: ffc_personas_by_joining.
set role heirloom_procedures;

create or replace function api.sp_batch_ffc_members(
  ids uuid[],
  first integer default null,
  after text default null,
  with_total boolean default null
)
  returns setof api.membership_edge
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
  size integer := api.page_size(first);
  seek record := api.open_cursor('joined', after);
begin
  return query
  with page as materialized (
    select m.ffc_id, m.id, m.joined_at, m.place, k.total
    from (
      select
        mine.ffc_id,
        case when with_total then (
          select count(*) from fwd.ffc_personas as a where a.ffc_id = mine.ffc_id and a.status = 'active'
        ) end as total
      from fwd.ffc_personas as mine
      join fwd.fwd_family_circles as c on c.id = mine.ffc_id and c.status = 'active'
      where mine.persona_id = me
        and mine.status = 'active'
        and mine.ffc_id = any(ids)
    ) as k
    cross join lateral (
      select i.ffc_id, i.id, i.joined_at, row_number() over (order by i.joined_at, i.id) as place
      from fwd.ffc_personas as i
      where i.ffc_id = k.ffc_id
        and i.status = 'active'
        and (after is null or (i.joined_at, i.id) > (seek.sort::timestamptz, seek.id))
      order by i.joined_at, i.id
      limit size + 1
    ) as m
  )
  select
    p.ffc_id,
    'joined:' || p.id || ':' || p.joined_at,
    exists (select from page as o where o.ffc_id = p.ffc_id and o.place > size),
    p.total,
    r.*
  from page as p
  join api.membership_rows(array(select i.id from page as i where i.place <= size)) as r on r.id = p.id
  order by p.ffc_id, p.place;
end
$$;

revoke all on function api.sp_batch_ffc_members(uuid[], integer, text, boolean) from public;
grant execute on function api.sp_batch_ffc_members(uuid[], integer, text, boolean) to heirloom_gateway;

reset role;
