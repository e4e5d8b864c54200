-- The rows of those addresses the acting persona may see. Every route to an Address ends here. Whole: as part of an asset it may read, of a
-- contact record open to it beyond the public, of a company. To the town only: of a co-member. An address may have several uses; the most
-- open one counts. `readable` are addresses the caller knows to be part of an asset the acting persona reads.
-- Index: address (id); <details> (tenant_id, <…>address_id); contact_info (address_id); advisor_company (tenant_id, address_id).
set role heirloom_procedures;

create or replace function api.address_rows(ids uuid[], readable uuid[])
  returns setof api.address_row
  language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query
  with used as materialized (
    select d.address_id, d.asset_id from fwd.asset_real_estate as d where d.address_id = any(ids)
    union all
    select d.storage_address_id, d.asset_id from fwd.asset_vehicles as d where d.storage_address_id = any(ids)
    union all
    select d.storage_address_id, d.asset_id from fwd.asset_personal_property as d where d.storage_address_id = any(ids)
    union all
    select d.storage_address_id, d.asset_id from fwd.asset_collectibles as d where d.storage_address_id = any(ids)
  ),
  lived_at as materialized (
    select c.id, c.address_id from fwd.contact_info as c where c.address_id = any(ids)
  ),
  open_to_me as (
    select r.id, true as is_whole
    from unnest(readable) as r (id)
    union all
    select u.address_id, true
    from used as u
    join api.sp_asset_access(array(select i.asset_id from used as i)) as x on x.asset_id = u.asset_id
    where x.level >= 2
    union all
    select l.address_id, s.scope <> 'public'
    from lived_at as l
    join api.contact_scope(
      array(select 'contact_info'::text from lived_at as i), array(select i.id from lived_at as i)
    ) as s on s.entity_id = l.id
    union all
    select c.address_id, true
    from fwd.advisor_company as c
    where c.address_id = any(ids)
  ),
  opened as (
    select o.id, bool_or(o.is_whole) as is_whole
    from open_to_me as o
    group by o.id
  )
  select
    a.id,
    case when o.is_whole then a.line_1 end,
    case when o.is_whole then a.line_2 end,
    a.city,
    a.state,
    case when o.is_whole then a.postal_code end,
    a.country::text,
    case
      when o.is_whole then concat_ws(', ', a.line_1, a.line_2, a.city, a.state || ' ' || a.postal_code, a.country)
      else concat_ws(', ', a.city, a.state, a.country)
    end,
    case when o.is_whole then a.latitude::double precision end,
    case when o.is_whole then a.longitude::double precision end
  from opened as o
  join fwd.address as a on a.id = o.id;
end
$$;

revoke all on function api.address_rows(uuid[], uuid[]) from public;

reset role;
