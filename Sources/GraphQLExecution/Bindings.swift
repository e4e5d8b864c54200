/// What the binding directives of a schema say: which procedure or column answers each field.
public import GraphQLSchema
public import Rows

/// How a field gets its value.
public enum FieldBinding: Sendable, Hashable {
  /// A column of the object's own row.
  case column(String)
  /// A column of the object's own row that holds keys of a type, or an array of them: they are written as its ids.
  case ids(column: String, type: String)
  /// Columns of the object's own row with this prefix, as an object.
  case embedded(prefix: String)
  /// A procedure called with these columns of the parent as keys; at the root, with none.
  case procedure(name: String, by: [String], isConnection: Bool)
  /// The object whose key a column holds; with `type`, of the type that another column names.
  case reference(column: String, type: String?)
  /// The objects whose keys the rows of a procedure hold in a column; with `type`, of the types that another column names.
  case calledReferences(procedure: String, by: [String], column: String, type: String?)
  /// The object, or objects, whose ids an argument of a root field holds.
  case argument(String)
  /// A property of the JSON value that the object is; see `PropertyColumn`.
  case property(PropertyLookup)
}

/// By which name a field finds its property.
public enum PropertyLookup: Sendable, Hashable {
  case fieldName, responseKey
}

/// How objects of a type are loaded by key.
public struct EntityBinding: Sendable, Hashable {
  /// The type that carries the directive: what global ids name.
  public let typeName: String
  public let procedure: String
  public let key: String
  /// For interfaces: the column that names the concrete type.
  public let typeColumn: String?
  /// The type of the key, known once the procedure has been looked up.
  public internal(set) var keyType: CellType

  public init(typeName: String, procedure: String, key: String = "id", typeColumn: String? = nil, keyType: CellType = .uuid) {
    self.typeName = typeName
    self.procedure = procedure
    self.key = key
    self.typeColumn = typeColumn
    self.keyType = keyType
  }
}

/// All bindings of a schema.
public struct Bindings: Sendable {
  /// By type name, then field name.
  public internal(set) var fields: [String: [String: FieldBinding]] = [:]
  /// By type name, of the type that carries the directive.
  public internal(set) var entities: [String: EntityBinding] = [:]
  /// By object type name: the procedure of its further columns.
  public internal(set) var details: [String: String] = [:]
  /// By type name, then field name: the least access level.
  public internal(set) var access: [String: [String: String]] = [:]

  /// The procedure whose one row is the root object; without, the root has no columns.
  public internal(set) var root: String?

  /// Whether the field `id` is the global id of its object; in a schema with `@bareIDs` it is the key itself.
  public var areIDsGlobal = true

  public init() {}

  /// The fields of a connection that are columns of the page's rows: their procedures are told whether they are selected.
  public func pageFields(of connection: TypeDefinition) -> [String] {
    connection.fields.map(\.name).filter { fields[connection.name]?[$0] != nil }
  }

  /// Sets the type of an entity's key, as its procedure declares it.
  public mutating func setKeyType(_ type: CellType, ofEntity name: String) { entities[name]?.keyType = type }
}

extension String {
  /// A name of the schema as a name of the database: `displayName` as `display_name`, `e164` as `e164`, `RealEstate` as `real_estate`.
  public var snakeCased: String {
    let letters = utf8
    let capitals = letters.dropFirst().count(where: \.isCapital)
    return unsafe String(unsafeUninitializedCapacity: letters.count + capitals) { bytes in
      var count = 0
      for letter in letters {
        if letter.isCapital, count > 0 {
          unsafe bytes[count] = UInt8(ascii: "_")
          count += 1
        }
        unsafe bytes[count] = letter.isCapital ? letter | 0x20 : letter
        count += 1
      }
      return count
    }
  }
}

extension UInt8 {
  fileprivate var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
