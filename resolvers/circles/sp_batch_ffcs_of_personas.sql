-- Viewer.familyCircles: the circles a persona is an active member of, by name.
-- Index: ffc_personas_of_persona.
set role heirloom_procedures;

create or replace function api.sp_batch_ffcs_of_personas(
  ids uuid[],
  first integer default null,
  after text default null,
  with_total boolean default null
)
  returns setof api.ffc_edge
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  size integer := api.page_size(first);
  seek record := api.open_cursor('name', after);
begin
  perform api.acting_persona();
  return query
  with joined as (
    select m.persona_id, c.id, lower(c.name) collate "C" as sort, count(*) over (partition by m.persona_id) as total
    from fwd.ffc_personas as m
    join fwd.fwd_family_circles as c on c.id = m.ffc_id
    where m.persona_id = any(ids)
      and m.status = 'active'
      and m.ffc_id in (
        select x.ffc_id
        from api.sp_ffc_access(array(select i.ffc_id from fwd.ffc_personas as i where i.persona_id = any(ids))) as x
        where x.role is not null
      )
  ),
  placed as (
    select
      j.*,
      row_number() over (partition by j.persona_id order by j.sort, j.id) as place,
      count(*) over (partition by j.persona_id) as rest
    from joined as j
    where after is null or (j.sort, j.id) > (seek.sort, seek.id)
  ),
  page as materialized (
    select p.* from placed as p where p.place <= size
  )
  select
    p.persona_id,
    'name:' || p.id || ':' || p.sort,
    p.rest > size,
    case when with_total then p.total end,
    r.*
  from page as p
  join api.ffc_rows(array(select distinct i.id from page as i)) as r on r.id = p.id
  order by p.persona_id, p.place;
end
$$;

revoke all on function api.sp_batch_ffcs_of_personas(uuid[], integer, text, boolean) from public;
grant execute on function api.sp_batch_ffcs_of_personas(uuid[], integer, text, boolean) to heirloom_gateway;

reset role;
