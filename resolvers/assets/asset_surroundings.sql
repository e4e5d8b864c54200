-- What of each asset's surroundings the acting persona sees, as far as a filter asks about it: the circles that list it, the owners it may
-- see, whether there are documents.
-- Index: those of api.sp_batch_ffcs_of_assets and api.sp_batch_asset_owners; asset_documents (tenant_id, asset_id).
set role heirloom_procedures;

create or replace function api.asset_surroundings(ids uuid[], filter jsonb)
  returns table (asset_id uuid, ffc_ids uuid[], owner_ids uuid[], has_documents boolean)
  language plpgsql stable security definer set search_path = '' rows 10 as $$
declare
  wants_circles boolean := api.mentions(filter, 'ffc_id');
  wants_owners boolean := api.mentions(filter, 'owner_id');
  wants_documents boolean := api.mentions(filter, 'has_documents');
begin
  return query
  with wanted as materialized (
    select distinct e.id from unnest(ids) as e (id)
  ),
  listed as materialized (
    select f.parent, array_agg(f.id) as ffc_ids
    from api.sp_batch_ffcs_of_assets(case when wants_circles then ids end) as f
    group by f.parent
  ),
  owned as materialized (
    select o.parent, array_agg(o.persona_id) as owner_ids
    from api.sp_batch_asset_owners(case when wants_owners then ids end) as o
    where o.persona_id is not null
    group by o.parent
  )
  select
    w.id,
    case when wants_circles then coalesce(l.ffc_ids, '{}') end,
    case when wants_owners then coalesce(o.owner_ids, '{}') end,
    wants_documents and exists (select from fwd.asset_documents as d where d.asset_id = w.id)
  from wanted as w
  left join listed as l on l.parent = w.id
  left join owned as o on o.parent = w.id;
end
$$;

revoke all on function api.asset_surroundings(uuid[], jsonb) from public;

reset role;
