-- Whether one of the texts has another in it; capitals do not matter. What runs from one text into the next is not found.
set role heirloom_procedures;

create or replace function api.has_text(wanted text, variadic texts text[])
  returns boolean
  language plpgsql immutable security definer set search_path = '' as $$
begin
  return exists (select from unnest(texts) as t (text) where position(lower(wanted) in lower(t.text)) > 0);
end
$$;

revoke all on function api.has_text(text, text[]) from public;

reset role;
