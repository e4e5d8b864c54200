import Postgres
import Rows

/// What must hold of the database whatever the schema: the walls between tenants stand, and the gateway's role is small.
enum DatabaseLint {
  /// Everything that does not hold, one line each.
  static func problems(_ connection: Connection) throws(QueryError) -> [String] {
    var problems: [String] = []
    for text in [role, tables, procedures, views] {
      let table = try connection.query(text)
      for row in 0..<table.rowCount {
        if let problem = table.text(row: row, column: 0) { problems.append(problem) }
      }
    }
    return problems
  }

  private static let role = """
    select problem from (
      select 'role ' || rolname || ' is a superuser: row-level security does not bind it' as problem
      from pg_catalog.pg_roles where rolname = current_user and rolsuper
      union all
      select 'role ' || rolname || ' may bypass row-level security'
      from pg_catalog.pg_roles where rolname = current_user and rolbypassrls and not rolsuper
      union all
      select 'role ' || current_user || ' is a member of ' || r.rolname || ', which owns tables'
      from pg_catalog.pg_roles as r
      where pg_catalog.pg_has_role(current_user, r.oid, 'member')
        and not (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
        and exists (select from pg_catalog.pg_class as c where c.relowner = r.oid and c.relkind in ('r', 'p'))
      union all
      select 'role ' || current_user || ' has a privilege on table ' || n.nspname || '.' || c.relname
      from pg_catalog.pg_class as c
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and pg_catalog.has_table_privilege(c.oid, 'select, insert, update, delete')
        and not (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
      union all
      select 'role ' || current_user || ' may create objects in schema ' || n.nspname
      from pg_catalog.pg_namespace as n
      where pg_catalog.has_schema_privilege(n.oid, 'create')
        and n.nspname !~ '^pg_'
        and not (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
    ) as p order by problem
    """

  /// A tenant's table is one with a column `tenant_id`.
  private static let tables = """
    select n.nspname || '.' || c.relname || ': ' ||
      case
        when not c.relrowsecurity then 'row-level security is off'
        when not c.relforcerowsecurity then 'row-level security is not forced'
        else 'no restrictive policy holds all commands to the tenant of the transaction'
      end
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind in ('r', 'p')
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not (
        c.relrowsecurity and c.relforcerowsecurity
        and exists (
          select from pg_catalog.pg_policy as p
          where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polwithcheck is not null
            and pg_catalog.pg_get_expr(p.polqual, p.polrelid) ~ '^\\(tenant_id = .*heirloom\\.tenant'
            and pg_catalog.pg_get_expr(p.polqual, p.polrelid) !~* '\\mor\\M'
            and pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) = pg_catalog.pg_get_expr(p.polqual, p.polrelid)
        ))
    order by 1
    """

  /// Procedures that may be called, and whatever else runs as its owner, such as triggers; what an extension brings is its own.
  private static let procedures = """
    select n.nspname || '.' || p.proname || ': ' || problem
    from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    join pg_catalog.pg_roles as o on o.oid = p.proowner
    cross join lateral (
      select 'it has no fixed search_path' as problem
      where not exists (select from unnest(p.proconfig) as c where c like 'search_path=%')
      union all
      select 'anybody may execute it'
      where exists (
        select from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) as a
        where a.grantee = 0 and a.privilege_type = 'EXECUTE')
      union all
      select 'it does not run as its owner'
      where not p.prosecdef
      union all
      select 'its owner ' || o.rolname || ' is not bound by row-level security'
      where p.prosecdef and (o.rolsuper or o.rolbypassrls)
    ) as found
    where (n.nspname = 'api' or p.prosecdef) and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    order by 1
    """

  private static let views = """
    select n.nspname || '.' || c.relname || ': the view has no security_invoker'
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'v' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not coalesce('security_invoker=true' = any (c.reloptions), false)
      and not coalesce('security_invoker=on' = any (c.reloptions), false)
    order by 1
    """
}
