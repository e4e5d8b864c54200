-- The floor: the same set functions as the gateway's procedures, with the tenant as a parameter and a filter in place of the
-- transaction's identity and the row security, called by pgbench in prepared statements. What the gateway's PostgreSQL takes
-- beyond it is the price of identity, walls and one snapshot a request. Run by the administrator, whom row security does not bind.
create schema floor;

create function floor.ffcs(tenant integer, ids bigint[])
  returns setof fwd.ffcs
  language plpgsql stable rows 1 as $$
#variable_conflict use_column
begin
  return query
  select f.*
    from fwd.ffcs as f
    where f.id = any (ids)
      and f.tenant_id = tenant;
end
$$;

create function floor.ffc_members(tenant integer, ffc_ids bigint[])
  returns table (
    parent bigint, role fwd.member_role, persona_id bigint, persona_first_name text, persona_last_name text
  )
  language plpgsql stable rows 5 as $$
#variable_conflict use_column
begin
  return query
  select m.ffc_id, m.role, p.id, p.first_name, p.last_name
    from fwd.ffc_personas as m
    join fwd.personas as p on p.id = m.persona_id
    where m.ffc_id = any (ffc_ids)
      and m.tenant_id = tenant
    order by m.persona_id;
end
$$;

create function floor.personas(tenant integer, ids bigint[])
  returns setof fwd.personas
  language plpgsql stable rows 1 as $$
#variable_conflict use_column
begin
  return query
  select p.*
    from fwd.personas as p
    where p.id = any (ids)
      and p.tenant_id = tenant;
end
$$;

create function floor.all_personas(tenant integer, after bigint, first integer)
  returns setof fwd.personas
  language plpgsql stable rows 50 as $$
#variable_conflict use_column
begin
  return query
  select p.*
    from fwd.personas as p
    where p.id > coalesce(after, 0)
      and p.tenant_id = tenant
    order by p.id
    limit least(coalesce(first, 50), 100);
end
$$;

create function floor.emails(tenant integer, persona_ids bigint[])
  returns table (parent bigint, usage_type fwd.usage_type, address text)
  language plpgsql stable rows 10 as $$
#variable_conflict use_column
begin
  return query
  select u.linked_entity_id, u.usage_type, e.address
    from fwd.email_usages as u
    join fwd.email_addresses as e on e.id = u.email_id
    where u.linked_entity_type = 'persona'
      and u.linked_entity_id = any (persona_ids)
      and u.tenant_id = tenant
    order by u.id;
end
$$;

create function floor.assets(tenant integer, persona_ids bigint[])
  returns table (
    parent bigint, percentage numeric, asset_id bigint, asset_name text, asset_category fwd.asset_category, asset_value numeric
  )
  language plpgsql stable rows 20 as $$
#variable_conflict use_column
begin
  return query
  select o.persona_id, o.percentage, a.id, a.name, a.category, a.value
    from fwd.asset_ownership as o
    join fwd.assets as a on a.id = o.asset_id
    where o.persona_id = any (persona_ids)
      and o.tenant_id = tenant
    order by a.id;
end
$$;
