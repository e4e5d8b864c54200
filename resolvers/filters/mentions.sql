-- Whether a filter asks about something anywhere, so that it has to be looked up.
set role heirloom_procedures;

create or replace function api.mentions(filter jsonb, name text)
  returns boolean
  language plpgsql immutable security definer set search_path = '' as $$
begin
  return jsonb_path_exists(filter, ('$.**.' || to_jsonb(name)::text)::jsonpath);
end
$$;

revoke all on function api.mentions(jsonb, text) from public;

reset role;
