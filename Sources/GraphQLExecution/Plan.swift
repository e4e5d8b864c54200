import GraphQLSchema

/// What to do for one operation of one document, whatever its variables: calls by level, and for each response field where
/// its value comes from. Immutable and shared by all requests.
///
/// - A *call* is one procedure at one level. Fields that need the same procedure with the same arguments at the same level
///   share it.
/// - A *scope* is the objects of one concrete type at one selection; its objects are rows of one call.
/// - A *link* leads from the rows of a scope to groups of rows of a call: the rows that answer one parent.
public final class Plan: Sendable {
  public let operationName: String?
  /// In order of level, and within a level in document order.
  public let calls: [CallPlan]
  /// The calls of each level: what one flush sends.
  public let levels: [Range<Int>]
  /// The first is the operation's root.
  let scopes: [ScopePlan]
  /// The response fields of all selections.
  let operations: [FieldOperation]
  /// Where each selection's stand in `operations`.
  let selections: [Range<Int>]
  let children: [ChildPlan]
  /// The call each link leads to.
  let links: [Int]
  /// Response keys, type names and id prefixes, as they are written.
  let text: [UInt8]
  let fields: [FieldDescription]
  let enumerations: [EnumerationText]
  let metaFields: [MetaSelection]
  let cost: CostFormula
  /// Arguments that the document gives input objects for.
  public let objectArguments: [ArgumentPlan]
  /// Arguments of properties that variables are part of: they are coerced for each request.
  let variableArguments: [[ArgumentPlan]]

  /// About how much memory the plan takes, in bytes.
  public var memoryBytes: Int {
    fields.reduce(text.count + 1_024 * (calls.count + 1)) { $0 + 256 + 8 * $1.offsets.count }
  }

  init(_ draft: PlanDraft) {
    cost = CostFormula(draft)
    operationName = draft.operationName
    calls = draft.calls
    levels = draft.levels
    scopes = draft.scopes
    operations = draft.selections.flatMap(\.self)
    var end = 0
    selections = draft.selections.map { selection in
      defer { end += selection.count }
      return end..<end + selection.count
    }
    children = draft.children
    links = draft.links
    text = draft.text
    fields = draft.fields
    enumerations = draft.enumerations
    metaFields = draft.metaFields
    objectArguments = draft.objectArguments
    variableArguments = draft.variableArguments
  }
}

/// One procedure, called once at its level.
public struct CallPlan: Sendable {
  public let procedure: String
  public let level: Int
  /// The columns parents are matched by, as the result names them; empty for a root field's procedure.
  public let keyColumns: [String]
  /// The wanted columns of the result, key columns first.
  public internal(set) var columns: [String]
  public let arguments: [ArgumentPlan]
  /// Of a connection's call: where the cursor of a row stands. A row without one is no element, it only tells of the page.
  var cursorColumn: Int32 = -1
  /// What the call costs, and each of its rows.
  var weight = 1
  var rowWeight = 1
  var sources: [KeySource]
  /// The schema coordinates of the fields it answers.
  public internal(set) var coordinates: [String]
}

/// Where the keys of a call come from, and which scopes the rows they lead to become.
struct KeySource: Sendable {
  enum Origin: Sendable {
    /// Called once, without keys.
    case root
    /// Cells of each row of a scope; with `type`, only of rows whose cell there reads as the text.
    case rows(scope: Int, keys: [CellSource], type: (cell: CellSource, text: [UInt8])?)
    /// Ids in an argument of a root field, of these types, with keys of this type.
    case argument(ArgumentPlan, entity: EntityBinding, isOnlyEntity: Bool)
  }

  let origin: Origin
  let link: Int
  var targets: [ScopeChoice]
}

/// A cell of an object: of its own row, or of its row of details behind a link.
struct CellSource: Sendable, Hashable {
  /// A link, or -1 for the own row.
  var details: Int32 = -1
  var column: Int32
}

/// Which scope a row belongs to: always the same one, or by the concrete type its cell names.
struct ScopeChoice: Sendable, Hashable {
  /// The column that names the type, or -1 when there is one scope only.
  let typeColumn: Int
  /// (snake_case type name, scope)
  let scopes: [(type: [UInt8], scope: Int)]
  /// The scope of all rows, when there is one only.
  let only: Int?

  init(typeColumn: Int, scopes: [(type: [UInt8], scope: Int)]) {
    self.typeColumn = typeColumn
    self.scopes = scopes
    only = typeColumn < 0 ? scopes.first?.scope : nil
  }

  static func == (left: Self, right: Self) -> Bool {
    left.typeColumn == right.typeColumn && left.scopes.map(\.scope) == right.scopes.map(\.scope)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(typeColumn)
    hasher.combine(scopes.map(\.scope))
  }
}

/// Objects of one concrete type at one selection.
struct ScopePlan: Sendable {
  /// The call whose rows these objects are; -1 for a root that has no columns.
  let call: Int
  let typeName: String
  let selection: Int
}

/// How a field reaches its objects: one branch, or for a polymorphic reference one a type.
struct ChildPlan: Sendable {
  struct Branch: Sendable {
    let link: Int
    let targets: ScopeChoice
  }

  let branches: [Branch]
}

/// What is written for one response field of a selection. Holds no references, so that the writer's loop copies it freely.
struct FieldOperation: Sendable {
  enum Kind: UInt8 {
    /// A cell as a leaf value; `isList` for an array of them.
    case leaf
    case globalID
    case typeName
    /// An object made of the same row's cells; null when its first cell is.
    case embedded
    /// A list of objects made of the same row's arrays: the first elements make the first object, and so on.
    case embeddedList
    /// A JSON value of the own row that shows a leaf, or leaves in lists of any depth.
    case property
    /// Objects that are rows of a call, in the places that a JSON value of the own row shows.
    case objectProperty
    case object
    case list
    /// A list that keeps the places of the ids in an argument.
    case references
    /// A list of what the rows of a call refer to.
    case calledReferences
    /// A leaf from a procedure of its own.
    case calledLeaf
    case connection
    case edges, nodes, node, cursor
    case pageInfo, hasMore, startCursor, endCursor, totalCount
    /// `__schema` or `__type`.
    case meta
  }

  var kind: Kind
  var leaf: LeafType = .custom
  /// The lists and non-nulls around the field's named type.
  var type: TypeReference
  var source = CellSource(column: -1)
  /// Where the acting persona's access level stands, or column -1 when the field asks for none.
  var accessColumn: Int32 = -1
  var accessLevel: UInt8 = 0
  /// Index into `children`, `metaFields` or `enumerations`, by kind.
  var index: Int32 = -1
  /// Index into `variableArguments`, or -1 when nothing about the arguments is left to the request.
  var arguments: Int32 = -1
  /// Index into `selections`, for fields that hold objects made of no new rows.
  var selection: Int32 = -1
  /// In `text`: the response key with a comma before it, in quotes, and the colon behind it.
  var key: Range<UInt32>
  /// In `text`: a type name in quotes, or the prefix of a global id.
  var text: Range<UInt32> = 0..<0
  /// Index into `fields`.
  var description: Int32

  /// Whether it is a cell of the own row that is written as it stands.
  var isPlainLeaf: Bool { (kind == .leaf || kind == .globalID) && source.details < 0 && type.listDepth == 0 }
  var isList: Bool { type.isList }
  var isNonNull: Bool { type.isNonNull }
  var isItemNonNull: Bool { type.item?.isNonNull ?? false }
}

/// The kinds of leaf values, by how a cell becomes JSON.
enum LeafType: UInt8, Sendable {
  case int, float, string, boolean, id, enumeration
  /// A custom scalar: by the type of its cell.
  case custom
}

/// What an error says about a response field.
struct FieldDescription: Sendable {
  let responseKey: String
  let typeName: String
  let fieldName: String
  /// Byte offsets of the fields in the document that it is made of.
  let offsets: [Int]
  /// How the field's type is written.
  let type: String

  var coordinate: String { "\(typeName).\(fieldName)" }
}

/// The values of an enum, one after the other: as JSON, and in the same places as cells hold them, quoted all the same.
struct EnumerationText: Sendable {
  private let json: [UInt8]
  private let cells: [UInt8]
  private let ends: [Int]

  init(_ values: [String]) {
    var json: [UInt8] = []
    json.reserveCapacity(values.reduce(0) { $0 + $1.utf8.count + 2 })
    ends = values.map { value in
      json.append(UInt8(ascii: "\""))
      json.append(contentsOf: value.utf8)
      json.append(UInt8(ascii: "\""))
      return json.count
    }
    cells = json.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    self.json = json
  }

  /// The JSON of the value that a cell holds.
  func value(ofCell cell: Span<UInt8>) -> ArraySlice<UInt8>? {
    place { cell.isEqual(to: cells.span.extracting($0.lowerBound + 1..<$0.upperBound - 1)) }
  }

  /// The JSON of the value that is written so as JSON.
  func value(ofJSON text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    place { text.elementsEqual(json[$0]) }
  }

  private func place(where isMeant: (Range<Int>) -> Bool) -> ArraySlice<UInt8>? {
    var start = 0
    for end in ends {
      if isMeant(start..<end) { return json[start..<end] }
      start = end
    }
    return nil
  }
}

/// How access levels are ordered; a cell that reads as none of these gives no access.
enum AccessLevel {
  private static let names = ["summary", "read", "edit", "admin"].map { Array($0.utf8) }

  static func rank(_ cell: Span<UInt8>) -> UInt8 {
    for (index, name) in names.enumerated() where cell.isEqual(to: name.span) { return UInt8(index + 1) }
    return 0
  }

  /// The rank of an enum value's name in the schema, such as `READ`.
  static func rank(named name: String) -> UInt8 { rank(Array(name.lowercased().utf8).span) }

  /// The enum value's name in the schema; empty for a rank that is none.
  static func name(ofRank rank: UInt8) -> String {
    (1...names.count).contains(Int(rank)) ? String(decoding: names[Int(rank) - 1], as: UTF8.self).uppercased() : ""
  }
}

extension Plan {
  /// Whether the operation asks for `__schema` or `__type`.
  public var introspects: Bool { !metaFields.isEmpty }
}
