-- AssetCategory.formFields: what a form asks for to describe an asset of the category, in the order of the form.
-- Index: none, constants.
set role heirloom_procedures;

create or replace function api.sp_batch_asset_form_fields(types fwd.asset_type_enum[])
  returns table (
    parent fwd.asset_type_enum,
    name text,
    kind text,
    is_required boolean,
    place integer,
    options text[],
    help text
  )
  language plpgsql stable security definer set search_path = '' rows 150 as $$
begin
  perform api.acting_tenant();
  return query
  select
    f.asset_type, f.name, f.kind, f.is_required, f.position,
    (select array_agg(upper(o.word) order by o.place) from unnest(f.options) with ordinality as o (word, place)),
    f.help
  from api.asset_form_fields as f
  where f.asset_type = any(types)
  order by f.asset_type, f.position;
end
$$;

revoke all on function api.sp_batch_asset_form_fields(fwd.asset_type_enum[]) from public;
grant execute on function api.sp_batch_asset_form_fields(fwd.asset_type_enum[]) to heirloom_gateway;

reset role;
