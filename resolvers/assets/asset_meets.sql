-- Whether an asset, as the acting persona sees it, meets the conditions of an AssetFilter; null where that hangs on what is not known or
-- withheld, so that `not` finds nothing out. Asked of rows of api.asset_rows only. ffc_ids, owner_ids and has_documents are what the
-- persona sees of the asset in Asset.familyCircles, owners and documents.
set role heirloom_procedures;

create or replace function api.asset_meets(
  filter jsonb, asset api.asset_row, ffc_ids uuid[], owner_ids uuid[], has_documents boolean
)
  returns boolean
  language plpgsql stable security definer set search_path = '' as $$
declare
  meets boolean := true;
  name text;
  want jsonb;
  part jsonb;
  any_of boolean;
begin
  for name, want in select f.key, f.value from jsonb_each(filter) as f
  loop
    case name
      when 'and' then
        for part in select p.value from jsonb_array_elements(want) as p
        loop
          meets := meets and api.asset_meets(part, asset, ffc_ids, owner_ids, has_documents);
          exit when not meets;
        end loop;
      when 'or' then
        any_of := false;
        for part in select p.value from jsonb_array_elements(want) as p
        loop
          any_of := any_of or api.asset_meets(part, asset, ffc_ids, owner_ids, has_documents);
          exit when any_of;
        end loop;
        meets := meets and any_of;
      when 'not' then
        meets := meets and not api.asset_meets(want, asset, ffc_ids, owner_ids, has_documents);
      when 'type' then
        meets := meets and want ? asset.type::text;
      when 'status' then
        meets := meets and want ? asset.status::text;
      when 'ffc_id' then
        meets := meets and (want #>> '{}')::uuid = any(ffc_ids);
      when 'owner_id' then
        meets := meets and (want #>> '{}')::uuid = any(owner_ids);
      when 'min_access' then
        meets := meets and array_position('{summary,read,edit,admin}', asset.access_level)
          >= array_position('{summary,read,edit,admin}', want #>> '{}');
      when 'text' then
        meets := meets and api.has_text(want #>> '{}', variadic array[asset.name, asset.description] || asset.tags);
      when 'tags' then
        meets := meets and to_jsonb(asset.tags) @> want;
      when 'value' then
        meets := meets and api.number_meets(want, asset.value_amount);
      when 'currency' then
        meets := meets and asset.value_currency = want #>> '{}';
      when 'valued_on' then
        meets := meets and api.day_meets(want, asset.valued_on);
      when 'unvalued' then
        meets := meets and case when asset.access_can_view_value then (asset.value_amount is null) = want::boolean end;
      when 'has_documents' then
        meets := meets and case when asset.access_can_view_value then has_documents = want::boolean end;
    end case;
    exit when not meets;
  end loop;
  return meets;
end
$$;

revoke all on function api.asset_meets(jsonb, api.asset_row, uuid[], uuid[], boolean) from public;

reset role;
