-- Tenant.featureFlags: a flag is stored as true or false, or as an object {"enabled": …, "value": …}.
-- Index: tenants (id).
set role heirloom_procedures;

create or replace function api.sp_batch_feature_flags(ids integer[])
  returns table (parent integer, key text, enabled boolean, value jsonb)
  language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
  mine integer := api.acting_tenant();
begin
  return query
  select
    t.id,
    f.key,
    coalesce(
      case jsonb_typeof(f.value)
        when 'boolean' then f.value::boolean
        when 'object' then (f.value -> 'enabled') = 'true'::jsonb
      end,
      false
    ),
    case jsonb_typeof(f.value) when 'object' then f.value -> 'value' end
  from fwd.tenants as t
  cross join lateral jsonb_each(t.feature_flags) as f
  where t.id = mine
    and t.id = any(ids)
  order by f.key;
end
$$;

revoke all on function api.sp_batch_feature_flags(integer[]) from public;
grant execute on function api.sp_batch_feature_flags(integer[]) to heirloom_gateway;

reset role;
