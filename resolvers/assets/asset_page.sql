-- A page of assets for each parent: those of the pairs (parent, id) that the acting persona sees, that meet the filter, in the order asked
-- for. Filter, order and count know of each asset what its row shows, so nothing withheld can be found out by them. Every connection of
-- assets ends here.
-- Index: assets (id); those of api.asset_rows.
set role heirloom_procedures;

create or replace function api.asset_page(
  parents uuid[],
  ids uuid[],
  filter jsonb,
  order_by jsonb,
  first integer,
  after text,
  last integer,
  before text,
  with_total boolean
)
  returns setof api.asset_edge
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  conditions jsonb := jsonb_strip_nulls(filter);
  field text := coalesce(order_by ->> 'field', 'name');
  direction text := coalesce(order_by ->> 'direction', 'asc');
begin
  if conditions is null and field not in ('value', 'valued_on') then
    return query
    with page as materialized (
      select p.*
      from (
        select array_agg(e.parent) as parents, array_agg(e.id) as ids, array_agg(
          case field
            when 'name' then lower(a.name)
            when 'type' then a.asset_type::text
            else to_char(case field when 'created_at' then a.created_at else a.updated_at end at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
          end
        ) as sorts
        from unnest(parents, ids) as e (parent, id)
        join fwd.assets as a on a.id = e.id
      ) as e
      cross join lateral api.page_of(
        e.parents, e.ids, e.sorts, field || ' ' || direction, direction = 'desc', first, after, last, before, with_total
      ) as p
    )
    select
      p.parent,
      p.cursor,
      p.has_next,
      p.has_previous,
      p.total_count,
      r.*
    from page as p
    left join api.asset_rows(array(select distinct i.id from page as i where i.id is not null)) as r on r.id = p.id
    order by p.parent, p.place;
    return;
  end if;

  return query
  with seen as materialized (
    select
      r.*,
      case field
        when 'value' then to_char(r.value_amount, 'FM0000000000000000.00')
        when 'valued_on' then r.valued_on::text
        when 'name' then lower(r.name)
        when 'type' then r.type::text
        else to_char(case field when 'created_at' then r.created_at else r.updated_at end at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
      end as sort
    from api.asset_rows(array(select distinct e.id from unnest(ids) as e (id))) as r
    left join api.asset_surroundings(ids, conditions) as s on s.asset_id = r.id
    where conditions is null
      or api.asset_meets(conditions, r, s.ffc_ids, s.owner_ids, s.has_documents)
  ),
  page as materialized (
    select p.*
    from (
      select array_agg(e.parent) as parents, array_agg(e.id) as ids, array_agg(s.sort) as sorts
      from unnest(parents, ids) as e (parent, id)
      join seen as s on s.id = e.id
    ) as e
    cross join lateral api.page_of(
      e.parents, e.ids, e.sorts, field || ' ' || direction, direction = 'desc', first, after, last, before, with_total
    ) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.type_name,
    s.type,
    s.name,
    s.status,
    s.visibility,
    s.category_type,
    s.category_display_name,
    s.category_sign,
    s.category_icon,
    s.tags,
    s.description,
    s.value_amount,
    s.value_currency,
    s.signed_value_amount,
    s.signed_value_currency,
    s.valued_on,
    s.owned_percentage,
    s.access_asset_id,
    s.access_level,
    s.access_can_view,
    s.access_can_view_value,
    s.access_can_edit,
    s.access_can_reveal,
    s.access_can_grant,
    s.access_can_assign,
    s.access_can_delete,
    s.viewer_redactions,
    s.created_at,
    s.updated_at,
    s.version
  from page as p
  left join seen as s on s.id = p.id
  order by p.parent, p.place;
end
$$;

revoke all on function api.asset_page(uuid[], uuid[], jsonb, jsonb, integer, text, integer, text, boolean) from public;

reset role;
