import Rows

/// What the type numbers of result columns mean: built-in ones by table, enums and domains as read from `pg_type`.
struct TypeCatalog {
  struct Meaning: Hashable {
    var type: CellType
    var isArray = false
  }

  private var known: [TypeID: Meaning] = TypeCatalog.builtIn

  /// Nil for a type that was made after the last `learn`; a built-in type without a reading of its own is bytes.
  func meaning(of type: TypeID) -> Meaning? {
    known[type] ?? (type.number < Self.firstMadeHere ? Meaning(type: .bytes) : nil)
  }

  /// FirstNormalObjectId: smaller numbers are given at initdb.
  private static let firstMadeHere: UInt32 = 16384

  /// Every type made in this database and what it stands for: enums and string types for text, domains for their base type, arrays
  /// for their elements, others for nothing. information_schema has domains too, with numbers given at initdb.
  static let query = """
    select oid::int8,
      case when typtype = 'e' or typcategory = 'S' then 25 when typtype = 'd' then typbasetype
        when typcategory = 'A' then typelem else 0 end::int8,
      typtype = 'b' and typcategory = 'A'
    from pg_catalog.pg_type where oid >= \(firstMadeHere) or typtype = 'd'
    """

  /// Learns from the rows of `query`.
  mutating func learn(_ table: Table) {
    var standsFor: [TypeID: (target: TypeID, isArray: Bool)] = [:]
    for row in 0..<table.rowCount {
      guard let type = table.integer(row: row, column: 0), let target = table.integer(row: row, column: 1) else { continue }
      standsFor[TypeID(UInt32(truncatingIfNeeded: type))] = (
        TypeID(UInt32(truncatingIfNeeded: target)), table.boolean(row: row, column: 2) ?? false
      )
    }
    for type in standsFor.keys where Self.builtIn[type] == nil {
      known[type] = Self.resolve(type, standsFor) ?? Meaning(type: .bytes)
    }
  }

  private static func resolve(_ type: TypeID, _ standsFor: [TypeID: (target: TypeID, isArray: Bool)]) -> Meaning? {
    var type = type
    var isArray = false
    // A chain of domains over domains is short; the bound guards against a catalog that lies.
    for _ in 0..<32 {
      if let meaning = builtIn[type] {
        return isArray && meaning.isArray ? nil : Meaning(type: meaning.type, isArray: isArray || meaning.isArray)
      }
      guard let next = standsFor[type], !(isArray && next.isArray) else { return nil }
      isArray = isArray || next.isArray
      type = next.target
    }
    return nil
  }

  /// src/include/catalog/pg_type.dat: number of the type, number of its array type.
  private static let builtIn: [TypeID: Meaning] = {
    let types: [(number: UInt32, array: UInt32, type: CellType)] = [
      (16, 1000, .boolean), (21, 1005, .int16), (23, 1007, .int32), (20, 1016, .int64), (700, 1021, .float32),
      (701, 1022, .float64), (1700, 1231, .numeric), (25, 1009, .text), (1043, 1015, .text), (1042, 1014, .text),
      (19, 1003, .text), (18, 1002, .text), (2950, 2951, .uuid), (1082, 1182, .date), (1114, 1115, .timestamp),
      (1184, 1185, .timestamp), (114, 199, .json), (3802, 3807, .jsonb), (17, 1001, .bytes),
    ]
    // An untyped literal and the nothing a void function returns.
    var meanings: [TypeID: Meaning] = [TypeID(705): Meaning(type: .text), TypeID(2278): Meaning(type: .text)]
    for type in types {
      meanings[TypeID(type.number)] = Meaning(type: type.type)
      meanings[TypeID(type.array)] = Meaning(type: type.type, isArray: true)
    }
    return meanings
  }()
}
