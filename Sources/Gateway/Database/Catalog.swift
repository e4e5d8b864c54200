import Postgres
import Rows

/// What the database's catalog says of the procedures in schema `api`.
struct Catalog: Sendable {
  struct Parameter: Sendable, Hashable {
    let name: String
    let type: String
  }

  struct Procedure: Sendable {
    let name: String
    let inputs: [Parameter]
    let columns: [Parameter]
    let isVolatile: Bool
    let isExecutableByGateway: Bool

    func column(_ name: String) -> Parameter? { columns.first { $0.name == name } }
  }

  /// By name; more than one of a name is an overload.
  let procedures: [String: [Procedure]]

  init(_ connection: Connection) throws(QueryError) {
    let table = try connection.query(Self.text)
    var procedures: [String: [Procedure]] = [:]
    for row in 0..<table.rowCount {
      func flag(_ column: Int) -> Bool { table.boolean(row: row, column: column) ?? false }
      func pairs(_ names: Int, _ types: Int) -> [Parameter] {
        zip(table.texts(row: row, column: names) ?? [], table.texts(row: row, column: types) ?? []).map {
          Parameter(name: $0 ?? "", type: $1 ?? "")
        }
      }
      let name = table.text(row: row, column: 0) ?? ""
      procedures[name, default: []].append(
        Procedure(
          name: name, inputs: pairs(3, 4), columns: pairs(5, 6), isVolatile: flag(1), isExecutableByGateway: flag(2)))
    }
    self.procedures = procedures
  }

  /// Types come as `uuid`, `text[]`, `enum` and so on: domains as their base, every enum as `enum`.
  private static let text = """
    with type_word as (
      select t.oid,
        case
          when t.typtype = 'e' then 'enum'
          when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, null)
          when t.typcategory = 'A' and e.typtype = 'e' then 'enum[]'
          else pg_catalog.format_type(t.oid, null)
        end as word
      from pg_catalog.pg_type as t
      left join pg_catalog.pg_type as e on e.oid = t.typelem
    )
    select p.proname::text, p.provolatile = 'v',
      pg_catalog.has_function_privilege(p.oid, 'execute'),
      coalesce(a.input_names, '{}'), coalesce(a.input_types, '{}'),
      coalesce(r.names, a.output_names, '{}'), coalesce(r.types, a.output_types, '{}')
    from pg_catalog.pg_proc as p
    cross join lateral (
      select
        array_agg(coalesce(p.proargnames[u.place], '') order by u.place) filter (where u.mode in ('i', 'b')) as input_names,
        array_agg(w.word order by u.place) filter (where u.mode in ('i', 'b')) as input_types,
        array_agg(coalesce(p.proargnames[u.place], '') order by u.place) filter (where u.mode in ('o', 't')) as output_names,
        array_agg(w.word order by u.place) filter (where u.mode in ('o', 't')) as output_types
      from unnest(
        coalesce(p.proallargtypes, p.proargtypes::oid[]),
        coalesce(p.proargmodes, array_fill('i'::"char", array[p.pronargs::int]))
      ) with ordinality as u (type, mode, place)
      join type_word as w on w.oid = u.type
    ) as a
    cross join lateral (
      select array_agg(c.attname::text order by c.attnum) as names, array_agg(w.word order by c.attnum) as types
      from pg_catalog.pg_type as t
      join pg_catalog.pg_attribute as c on c.attrelid = t.typrelid and c.attnum > 0 and not c.attisdropped
      join type_word as w on w.oid = c.atttypid
      where t.oid = p.prorettype
    ) as r
    where p.pronamespace = 'api'::regnamespace
    order by p.proname
    """
}
