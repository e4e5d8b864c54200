public import GraphQLLanguage

/// A checked, indexed type system. It never changes: a new one replaces it whole.
public final class Schema: Sendable {
  public let description: String?
  /// All types by `TypeID`: those of the documents in source order, then built-in scalars in use, then introspection types.
  public let types: [TypeDefinition]
  /// All directives, those of the documents first.
  public let directives: [DirectiveDefinition]
  public let queryType: TypeID
  public let mutationType: TypeID?
  public let subscriptionType: TypeID?
  /// The directives on the schema definition.
  public let appliedDirectives: AppliedDirectives
  /// Where the schema definition is; nil when it is implied.
  public let origin: SourceOffset?
  /// Where a schema definition or extension names the root types.
  let rootOrigins: [OperationType: SourceOffset]
  public let options: Options
  let metaFields: MetaFields
  private let typeIndex: [String: TypeID]
  private let directiveIndex: [String: Int]
  private let possibleTypeSets: [TypeSet]

  init(_ parts: Parts) {
    self.description = parts.description
    self.types = parts.types
    self.directives = parts.directives
    self.queryType = parts.queryType
    self.mutationType = parts.mutationType
    self.subscriptionType = parts.subscriptionType
    self.appliedDirectives = parts.appliedDirectives
    self.origin = parts.origin
    self.rootOrigins = parts.rootOrigins
    self.options = parts.options
    self.metaFields = parts.metaFields
    self.typeIndex = Dictionary(parts.types.map { ($0.name, $0.id) }) { first, _ in first }
    let names = parts.directives.map(\.name)
    self.directiveIndex = Dictionary(zip(names, names.indices)) { first, _ in first }
    self.possibleTypeSets = parts.types.map { TypeSet($0.possibleTypes, count: parts.types.count) }
  }

  /// What a schema is made of while it is assembled.
  struct Parts {
    var description: String?
    var types: [TypeDefinition]
    var directives: [DirectiveDefinition]
    var queryType: TypeID
    var mutationType: TypeID?
    var subscriptionType: TypeID?
    var appliedDirectives: AppliedDirectives
    var origin: SourceOffset?
    var rootOrigins: [OperationType: SourceOffset]
    var options: Options
    var metaFields: MetaFields
  }

  struct MetaFields {
    let typename: FieldDefinition
    let schema: FieldDefinition
    let type: FieldDefinition
  }
}

extension Schema {
  /// What a schema is to be besides its documents.
  public struct Options: Sendable {
    /// Directives that only the server reads: clients cannot see or use them, nor the types only they need.
    public var hiddenDirectives: Set<String>
    /// Checks of custom scalars by name; a scalar without one takes any value.
    public var scalarChecks: [String: ScalarCheck]

    public init(hiddenDirectives: Set<String> = [], scalarChecks: [String: ScalarCheck] = [:]) {
      self.hiddenDirectives = hiddenDirectives
      self.scalarChecks = scalarChecks
    }
  }

  /// Says what a scalar expects, such as "an RFC 3339 date", when the value is not that; otherwise nil.
  public typealias ScalarCheck = @Sendable (InputValue) -> String?
}

extension Schema {
  public subscript(id: TypeID) -> TypeDefinition { types[id.index] }

  /// The type inside the lists and non-nulls.
  public subscript(type: TypeReference) -> TypeDefinition { types[type.name.index] }

  /// The type of that name, hidden ones too. O(1).
  public func type(named name: String) -> TypeDefinition? {
    typeIndex[name].map { types[$0.index] }
  }

  /// The directive of that name, hidden ones too. O(1).
  public func directive(named name: String) -> DirectiveDefinition? {
    directiveIndex[name].map { directives[$0] }
  }

  /// The type where an operation starts.
  public func rootType(_ operation: OperationType) -> TypeID? {
    switch operation {
    case .query: queryType
    case .mutation: mutationType
    case .subscription: subscriptionType
    }
  }

  /// The field a selection on that type means, meta-fields included. O(1).
  public func field(named name: String, on type: TypeDefinition) -> FieldDefinition? {
    if let field = type.field(named: name) { return field }
    switch name {
    case "__typename": return type.isComposite ? metaFields.typename : nil
    case "__schema": return type.id == queryType ? metaFields.schema : nil
    case "__type": return type.id == queryType ? metaFields.type : nil
    default: return nil
    }
  }

  /// The object types a value of that type may have.
  public func possibleTypes(of type: TypeID) -> [TypeID] { types[type.index].possibleTypes }

  /// Whether values of the object type belong to the composite type. O(1).
  public func isPossible(_ object: TypeID, of type: TypeID) -> Bool {
    possibleTypeSets[type.index].contains(object)
  }

  /// Whether some object type belongs to both. O(types / 64).
  public func overlaps(_ left: TypeID, _ right: TypeID) -> Bool {
    left == right || possibleTypeSets[left.index].intersects(possibleTypeSets[right.index])
  }

  /// `IsSubType()`: the same type, a member of the union, or an implementation of the interface.
  public func isSubtype(_ type: TypeID, of other: TypeID) -> Bool {
    if type == other { return true }
    switch types[other.index].kind {
    case .union: return possibleTypeSets[other.index].contains(type)
    case .interface: return types[type.index].interfaces.contains(other)
    default: return false
    }
  }

  /// `IsSubType()` for references: covariant in lists and non-nulls.
  public func isSubtype(_ type: TypeReference, of other: TypeReference) -> Bool {
    if type == other { return true }
    if other.isNonNull { return type.isNonNull && isSubtype(type.nullable, of: other.nullable) }
    if type.isNonNull { return isSubtype(type.nullable, of: other) }
    if let item = type.item, let otherItem = other.item { return isSubtype(item, of: otherItem) }
    return !type.isList && !other.isList && isSubtype(type.name, of: other.name)
  }

  /// A type as the language writes it, such as `[String!]!`.
  public func text(_ type: TypeReference) -> String {
    if type.isNonNull { return text(type.nullable) + "!" }
    if let item = type.item { return "[" + text(item) + "]" }
    return types[type.name.index].name
  }

  /// The type a document writes there; nil when the name is unknown or too many lists are around it.
  public func typeReference(_ id: NodeID<TypeReferenceNode>, in document: Document) -> TypeReference? {
    switch document[id].kind {
    case .named(let name): typeIndex[document.text(name)].map { TypeReference($0) }
    case .list(let item): typeReference(item, in: document)?.list
    case .nonNull(let nullable): typeReference(nullable, in: document)?.nonNull
    }
  }
}

/// A set of types as one bit each.
struct TypeSet: Sendable {
  private var words: [UInt64]

  init(_ types: [TypeID], count: Int) {
    words = [UInt64](repeating: 0, count: types.isEmpty ? 0 : (count + 63) / 64)
    for type in types { words[type.index / 64] |= 1 << UInt64(type.index % 64) }
  }

  func contains(_ type: TypeID) -> Bool {
    type.index / 64 < words.count && words[type.index / 64] >> UInt64(type.index % 64) & 1 == 1
  }

  func intersects(_ other: TypeSet) -> Bool {
    zip(words, other.words).contains { $0 & $1 != 0 }
  }
}
