-- A key's limit of requests a minute goes to the gateway with its scopes: the function gives more than before.
set role heirloom_procedures;
drop function if exists api.begin_key_request(integer, text, bytea, text);
reset role;
