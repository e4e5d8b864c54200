-- The three roles and the two schemas. Run first, by an administrator who may create roles and schemas in this database;
-- he need not be a superuser. Safe to run again.
--
--   heirloom_owner       owns schema fwd and every table; nobody logs in as it
--   heirloom_procedures  owns schema api; procedures run as it, and row security binds it
--   heirloom_gateway     the gateway's login: execute on api, nothing else

do $$
declare
  wanted text;
begin
  foreach wanted in array array['heirloom_owner', 'heirloom_procedures', 'heirloom_gateway'] loop
    if not exists (select from pg_catalog.pg_roles r where r.rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
  end loop;
end
$$;

alter role heirloom_owner nologin nocreatedb nocreaterole noinherit;
alter role heirloom_procedures nologin nocreatedb nocreaterole noinherit;
alter role heirloom_gateway login nocreatedb nocreaterole noinherit;

-- The administrator acts as the two owners (set role); a superuser may do so anyway.
do $$
begin
  if not (select r.rolsuper from pg_catalog.pg_roles as r where r.rolname = current_user) then
    grant heirloom_owner, heirloom_procedures to current_user;
  end if;
end
$$;

-- Half the cost of a small call: a short array makes a custom plan look cheaper than it is, so each call would be planned anew.
alter role heirloom_gateway set plan_cache_mode = force_generic_plan;
alter role heirloom_gateway set jit = off;
alter role heirloom_gateway set statement_timeout = '5s';
alter role heirloom_gateway set lock_timeout = '2s';
alter role heirloom_gateway set idle_in_transaction_session_timeout = '10s';
alter role heirloom_gateway set client_connection_check_interval = '500ms';
alter role heirloom_gateway set timezone = 'UTC';
alter role heirloom_gateway set search_path = '';

create schema if not exists fwd authorization heirloom_owner;
create schema if not exists api authorization heirloom_procedures;

-- A temporary type or table would come before pg_catalog in every search path: nobody may make one, except who owns the database.
do $$
begin
  execute format('revoke create, temporary on database %I from public', current_database());
exception
  when insufficient_privilege then
    raise notice 'revoke create, temporary on this database from public as its owner';
end
$$;

set role heirloom_owner;
revoke all on schema fwd from public;
grant usage on schema fwd to heirloom_procedures;
alter default privileges for role heirloom_owner revoke execute on functions from public;
alter default privileges for role heirloom_owner revoke usage on types from public;
alter default privileges for role heirloom_owner in schema fwd grant usage on types to heirloom_procedures;
reset role;

set role heirloom_procedures;
revoke all on schema api from public;
grant usage on schema api to heirloom_gateway;
alter default privileges for role heirloom_procedures revoke execute on functions from public;
reset role;
