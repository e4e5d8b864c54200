-- What must hold in the catalog, whatever the tables are. One row for each thing that does not; none is the good answer.
-- Run by the administrator.
with
tables as (
  select c.oid, c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity
  from pg_catalog.pg_class as c
  where c.relkind in ('r', 'p')
    and c.relnamespace = 'fwd'::regnamespace
),
tenant_tables as (
  select t.*
  from tables as t
  join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped
),
functions as (
  select p.oid, p.oid::regprocedure::text as name, n.nspname, p.prosecdef, p.proowner, p.provolatile, p.proname, p.proconfig
  from pg_catalog.pg_proc as p
  join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
  where n.nspname in ('fwd', 'api')
)
select 'row security is not enabled and forced' as fault, t.name
from tenant_tables as t
where not (t.relrowsecurity and t.relforcerowsecurity)
union all
select 'not exactly one restrictive policy for all commands, with check, and one permissive', t.name
from tenant_tables as t
where (
  select
    (count(*) filter (where p.polpermissive), count(*) filter (
      where not p.polpermissive and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null
    )) <> (1, 1)
  from pg_catalog.pg_policy as p
  where p.polrelid = t.oid
)
union all
select 'a foreign key without an index', f.conrelid::regclass || ' ' || f.conname
from pg_catalog.pg_constraint as f
where f.contype = 'f'
  and f.connamespace = 'fwd'::regnamespace
  and not exists (
    select
    from pg_catalog.pg_index as i
    where i.indrelid = f.conrelid
      and i.indpred is null
      and f.conkey <@ (i.indkey::smallint[])[0:cardinality(f.conkey) - 1]
  )
union all
select 'a foreign key that could cross tenants', f.conrelid::regclass || ' ' || f.conname
from pg_catalog.pg_constraint as f
where f.contype = 'f'
  and f.connamespace = 'fwd'::regnamespace
  and cardinality(f.conkey) = 1
  and f.confrelid not in ('fwd.tenants'::regclass, 'fwd.asset_categories'::regclass)
union all
select 'executable by everyone', f.name
from functions as f
where pg_catalog.has_function_privilege('public', f.oid, 'execute')
union all
select 'without a fixed search path', f.name
from functions as f
where not coalesce(f.proconfig::text like '%search_path=%', false)
union all
select 'a procedure that is not security definer of heirloom_procedures', f.name
from functions as f
where f.nspname = 'api'
  and not (f.prosecdef and f.proowner = 'heirloom_procedures'::regrole)
union all
select 'overloaded', min(f.name)
from functions as f
where f.nspname = 'api'
group by f.proname
having count(*) > 1
union all
select 'a view with its owner''s rights', c.oid::regclass::text
from pg_catalog.pg_class as c
where c.relkind in ('v', 'm')
  and c.relnamespace in ('fwd'::regnamespace, 'api'::regnamespace)
  and not coalesce('security_invoker=true' = any(c.reloptions), false)
union all
select 'the gateway may read or write it', c.oid::regclass::text
from pg_catalog.pg_class as c
where c.relkind in ('r', 'p', 'v', 'm')
  and c.relnamespace in ('fwd'::regnamespace, 'api'::regnamespace)
  and pg_catalog.has_any_column_privilege('heirloom_gateway', c.oid, 'select, insert, update, references')
union all
select 'the gateway may create in it or use it', n.nspname
from pg_catalog.pg_namespace as n
where pg_catalog.has_schema_privilege('heirloom_gateway', n.oid, 'create')
  or (n.nspname = 'fwd' and pg_catalog.has_schema_privilege('heirloom_gateway', n.oid, 'usage'))
union all
select 'the gateway may create temporary tables', pg_catalog.current_database()
where pg_catalog.has_database_privilege('heirloom_gateway', pg_catalog.current_database(), 'temporary')
union all
select 'procedures may read ciphertext', a.attrelid::regclass || '.' || a.attname
from pg_catalog.pg_attribute as a
join tables as t on t.oid = a.attrelid
where a.attname like '%\_ciphertext'
  and pg_catalog.has_column_privilege('heirloom_procedures', a.attrelid, a.attname, 'select')
union all
select 'a role with too much power', r.rolname
from pg_catalog.pg_roles as r
where r.rolname in ('heirloom_owner', 'heirloom_procedures', 'heirloom_gateway')
  and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb)
union all
select 'the gateway is a member of another role', m.roleid::regrole::text
from pg_catalog.pg_auth_members as m
where m.member = 'heirloom_gateway'::regrole
order by 1, 2;
