-- Notes that the API key of this transaction was used; for a transaction of its own, after the request.
-- Index: api_keys (id).
set role heirloom_procedures;

create or replace function api.note_key_use()
  returns void
  language plpgsql volatile security definer set search_path = '' as $$
begin
  update fwd.api_keys as k
    set last_used_at = now()
    where k.id = nullif(current_setting('heirloom.key', true), '')::uuid
      and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
end
$$;

revoke all on function api.note_key_use() from public;
grant execute on function api.note_key_use() to heirloom_gateway;

reset role;
