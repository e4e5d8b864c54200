-- Query.contactUsages: the contacts the acting persona may see of those it knows of its own accord, of itself and of the tenant's companies,
-- the primary ones first. A number or address that is shown masked is not found by its value.
-- Index: phone_usage_entity, email_usage_entity, social_media_usage_entity, advisor_company (tenant_id, id); those of api.own_personas.
set role heirloom_procedures;

create or replace function api.sp_search_contact_usages(
  filter jsonb default null,
  first integer default null,
  after text default null,
  last integer default null,
  before text default null,
  with_total boolean default null
)
  returns setof api.contact_usage_edge
  language plpgsql stable security definer set search_path = '' rows 50 as $$
declare
  me uuid := api.acting_persona();
  conditions jsonb := coalesce(jsonb_strip_nulls(filter), '{}');
  contact jsonb := conditions -> 'contact';
begin
  return query
  with seen as materialized (
    select
      u.*,
      me as parent,
      case when u.is_primary then '0 ' else '1 ' end || u.usage_type as sort
    from api.visible_contact_usages(
      array(select k.entity_type from api.known_entities() as k order by k.entity_type, k.id),
      array(select k.id from api.known_entities() as k order by k.entity_type, k.id)
    ) as u
    left join fwd.phone_number as p on p.id = u.phone_id and not u.is_masked
    left join fwd.email_address as e on e.id = u.email_id and not u.is_masked
    left join fwd.social_media as s on s.id = u.social_id
    where (not conditions ? 'usage_type' or conditions -> 'usage_type' ? u.usage_type)
      and (not conditions ? 'is_primary' or u.is_primary = (conditions -> 'is_primary')::boolean)
      and (not conditions ? 'linked_entity_type' or conditions -> 'linked_entity_type' ? u.linked_entity_type)
      and (not conditions ? 'linked_entity_id' or u.linked_entity_id = (conditions ->> 'linked_entity_id')::uuid)
      and (
        contact is null
        or p.country_code || p.phone_number = contact ->> 'phone'
        or e.email_address = lower(contact ->> 'email')
        or lower(s.handle) = lower(contact ->> 'handle')
      )
  ),
  page as materialized (
    select p.*
    from (select array_agg(s.parent) as parents, array_agg(s.id) as ids, array_agg(s.sort) as sorts from seen as s) as e
    cross join lateral api.page_of(e.parents, e.ids, e.sorts, 'usage', false, first, after, last, before, with_total) as p
  )
  select
    p.parent,
    p.cursor,
    p.has_next,
    p.has_previous,
    p.total_count,
    s.id,
    s.type_name,
    s.usage_type,
    s.is_primary,
    s.label,
    s.linked_entity_type,
    s.linked_entity_id,
    s.created_at,
    s.phone_id,
    s.email_id,
    s.social_id,
    s.allow_sms
  from page as p
  left join seen as s on s.id = p.id
  order by p.place;
end
$$;

revoke all on function api.sp_search_contact_usages(jsonb, integer, text, integer, text, boolean) from public;
grant execute on function api.sp_search_contact_usages(jsonb, integer, text, integer, text, boolean) to heirloom_gateway;

reset role;
