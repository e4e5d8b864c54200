-- Whether the caller may use what the scope covers: a user always, a program if its API key has the scope.
set role heirloom_procedures;

create or replace function api.allows(scope text)
  returns boolean
  language plpgsql stable security definer set search_path = '' as $$
begin
  return nullif(current_setting('heirloom.key', true), '') is null
    or scope = any(string_to_array(current_setting('heirloom.scopes', true), ' '));
end
$$;

revoke all on function api.allows(text) from public;

reset role;
