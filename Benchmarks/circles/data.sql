-- 200,000 personas, 40,000 circles of three to seven members, 600,000 assets, every third of them owned by two, and two e-mail
-- addresses a persona. The same rows every time. About 20 seconds, 420 MB.
select setseed(0.42);

-- A random persona of the tenant that a row with this number belongs to.
create function pg_temp.relative(number bigint)
  returns bigint
  language sql volatile as $$
  select floor(random() * 4000)::bigint * 50 + case when number % 50 = 0 then 50 else number % 50 end
$$;

insert into fwd.tenants (id, name)
select n, 'Tenant ' || n from generate_series(1, 50) as n;

insert into fwd.personas (id, tenant_id, first_name, last_name, born_on)
select
  n,
  n % 50 + 1,
  (array['John', 'Mary', 'Nell', 'Olga', 'Arthur', 'Iris', 'Edith', 'Hugh', 'Clara', 'Felix', 'Rose', 'Paul'])[1 + (random() * 11)::int],
  (array['Ashford', 'Harlow', 'Whitmore', 'Pembroke', 'Linden', 'Carver', 'Marsh', 'Holloway'])[1 + (random() * 7)::int] || '-' || n,
  date '1940-01-01' + (random() * 25000)::int
from generate_series(1, 200000) as n;

insert into fwd.ffcs (id, tenant_id, name)
select n, n % 50 + 1, 'Family circle ' || n from generate_series(1, 40000) as n;

insert into fwd.ffc_personas (ffc_id, persona_id, tenant_id, role)
select
  f,
  pg_temp.relative(f),
  f % 50 + 1,
  (case k when 1 then 'head' when 2 then 'spouse' else (array['child', 'advisor', 'trustee'])[1 + (random() * 2)::int] end)::fwd.member_role
from generate_series(1, 40000) as f
cross join lateral generate_series(1, 3 + f % 5) as k
on conflict do nothing;

insert into fwd.assets (id, tenant_id, name, category, value)
select
  n, n % 50 + 1, 'Asset number ' || n, (enum_range(null::fwd.asset_category))[1 + (random() * 7)::int],
  (random() * 5000000)::numeric(18, 2)
from generate_series(1, 600000) as n;

insert into fwd.asset_ownership (asset_id, persona_id, tenant_id, percentage)
select a, pg_temp.relative(a), a % 50 + 1, case when a % 10 < 3 then 50 else 100 end
from generate_series(1, 600000) as a
cross join lateral generate_series(1, case when a % 10 < 3 then 2 else 1 end)
on conflict do nothing;

insert into fwd.email_addresses (id, tenant_id, address)
select n, n % 50 + 1, 'user' || n || '@example' || n % 97 || '.com'
from generate_series(1, 400000) as n;

insert into fwd.email_usages (id, tenant_id, email_id, linked_entity_type, linked_entity_id, usage_type)
select
  e.id, e.tenant_id, e.id, 'persona', (e.id - 1) % 200000 + 1,
  (case when e.id <= 200000 then 'primary' else (array['personal', 'work', 'other'])[1 + (random() * 2)::int] end)::fwd.usage_type
from fwd.email_addresses as e;

set role heirloom_owner;
create index on fwd.personas (tenant_id, id);
create index on fwd.ffcs (tenant_id, id);
create index on fwd.ffc_personas (persona_id);
create index on fwd.assets (tenant_id, id);
create index on fwd.asset_ownership (persona_id) include (asset_id, tenant_id, percentage);
-- The key first: the enum's comparison is not leakproof, so the wall keeps it from being an index condition.
create index on fwd.email_usages (linked_entity_id) include (linked_entity_type, tenant_id, email_id, usage_type);
create index on fwd.email_usages (email_id);

-- The wall between the tenants, as the product has it.
do $$
declare
  walled text;
begin
  foreach walled in array array[
    'personas', 'ffcs', 'ffc_personas', 'assets', 'asset_ownership', 'email_addresses', 'email_usages'
  ] loop
    execute format('alter table fwd.%I enable row level security', walled);
    execute format('alter table fwd.%I force row level security', walled);
    execute format('create policy everyone on fwd.%I using (true)', walled);
    execute format(
      'create policy tenant on fwd.%I as restrictive using (tenant_id = (select nullif(current_setting(''heirloom.tenant'', true), '''')::integer))
        with check (tenant_id = (select nullif(current_setting(''heirloom.tenant'', true), '''')::integer))', walled);
  end loop;
end
$$;
grant select on all tables in schema fwd to heirloom_procedures;
reset role;

vacuum (analyze, freeze);
