-- A page of assets for each parent: those of the pairs (parent, id) that the acting persona sees, that meet the filter, in the order asked
-- for. Filter, order, count and totals know of each asset what its row shows, so nothing withheld can be found out by them. Every
-- connection of assets ends here.
--
-- The totals are those of all assets in use that meet the filter, on whatever page; by the shares, which are percentages held by whom the list
-- is of.
-- Index: assets (id); those of api.asset_rows.
set role heirloom_procedures;

create or replace function api.asset_page(
  parents uuid[],
  ids uuid[],
  shares numeric[],
  filter jsonb,
  order_by jsonb,
  first integer,
  after text,
  last integer,
  before text,
  with_total boolean,
  with_totals boolean
)
  returns setof api.asset_edge
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  conditions jsonb := jsonb_strip_nulls(filter);
  field text := coalesce(order_by ->> 'field', 'name');
  direction text := coalesce(order_by ->> 'direction', 'asc');
  totalled uuid[] := array(select distinct e.parent from unnest(parents) as e (parent) where with_totals);
begin
  if conditions is null and with_totals is not true and field not in ('value', 'valued_on') then
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
      null::text[],
      null::numeric[],
      null::numeric[],
      null::numeric[],
      null::numeric[],
      null::integer[],
      null::integer[],
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
  totals as materialized (
    select t.*
    from (
      select array_agg(e.parent) as parents, array_agg(s.id) as ids, array_agg(a.currency_code::text) as currencies,
        array_agg(s.signed_value_amount) as worths, array_agg(e.share) as shares, array_agg(false) as are_dead
      from unnest(parents, ids, shares) as e (parent, id, share)
      join seen as s on s.id = e.id and s.access_can_view_value and s.status = 'active'
      join fwd.assets as a on a.id = s.id
      where with_totals
    ) as e
    cross join lateral api.totals_of(
      totalled, null, e.parents, e.ids, e.currencies, e.worths, e.shares, e.are_dead
    ) as t
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
    t.by_currency_currency,
    t.by_currency_assets,
    t.by_currency_liabilities,
    t.by_currency_net,
    t.by_currency_gross_net,
    t.by_currency_asset_count,
    t.by_currency_unvalued_count,
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
  left join totals as t on t.parent = p.parent
  order by p.parent, p.place;
end
$$;

revoke all on function api.asset_page(
  uuid[], uuid[], numeric[], jsonb, jsonb, integer, text, integer, text, boolean, boolean
) from public;

reset role;
