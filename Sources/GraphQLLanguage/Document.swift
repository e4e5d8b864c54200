/// A parsed source: nodes in one array per kind, linked by number, with names as ranges of the source.
///
/// `document[id]` reads a node. A document is a value without references into it, so it is shared freely.
public struct Document: Sendable {
  /// The bytes it was parsed from.
  public let source: [UInt8]
  /// The distinct names, by `NameID`.
  public internal(set) var names: [String] = []
  /// Everything at the top level, in source order.
  public internal(set) var definitions: [Definition] = []

  public internal(set) var operations: [OperationDefinition] = []
  public internal(set) var fragments: [FragmentDefinition] = []
  public internal(set) var variableDefinitions: [VariableDefinition] = []
  public internal(set) var selectionSets: [SelectionSet] = []
  public internal(set) var selections: [Selection] = []
  public internal(set) var fields: [Field] = []
  public internal(set) var fragmentSpreads: [FragmentSpread] = []
  public internal(set) var inlineFragments: [InlineFragment] = []
  public internal(set) var arguments: [Argument] = []
  public internal(set) var directives: [Directive] = []
  public internal(set) var values: [Value] = []
  public internal(set) var objectFields: [ObjectField] = []
  public internal(set) var typeReferences: [TypeReferenceNode] = []

  public internal(set) var schemaDefinitions: [SchemaDefinitionNode] = []
  public internal(set) var rootOperationTypes: [RootOperationTypeDefinition] = []
  public internal(set) var typeDefinitions: [TypeDefinitionNode] = []
  public internal(set) var namedTypes: [NamedTypeNode] = []
  public internal(set) var fieldDefinitions: [FieldDefinitionNode] = []
  public internal(set) var inputValueDefinitions: [InputValueDefinitionNode] = []
  public internal(set) var enumValueDefinitions: [EnumValueDefinitionNode] = []
  public internal(set) var directiveDefinitions: [DirectiveDefinitionNode] = []

  init(source: [UInt8]) {
    self.source = source
  }

  /// About how much memory the document takes, in bytes: arrays with the room kept in them, and what their elements own.
  public var memoryBytes: Int {
    let defined = definitions.storageBytes + operations.storageBytes + fragments.storageBytes + variableDefinitions.storageBytes
    let selected = selectionSets.storageBytes + selections.storageBytes + fields.storageBytes + fragmentSpreads.storageBytes
    let given = arguments.storageBytes + directives.storageBytes + values.storageBytes + objectFields.storageBytes
    let rest = source.storageBytes + inlineFragments.storageBytes + typeReferences.storageBytes + names.storageBytes
    return names.reduce(defined + selected + given + rest) { $0 + $1.utf8.count }
  }

  /// Makes room for what a document of that length usually holds, so that small ones do not grow their arrays; long ones may be long
  /// by one token.
  mutating func reserveCapacity() {
    let count = min(source.count, 1 << 12)
    selections.reserveCapacity(count / 16)
    fields.reserveCapacity(count / 16)
    selectionSets.reserveCapacity(count / 32)
    arguments.reserveCapacity(count / 32)
    values.reserveCapacity(count / 32)
  }
}

/// `Definition : ExecutableDefinition | TypeSystemDefinitionOrExtension`
public enum Definition: Hashable, Sendable {
  case operation(NodeID<OperationDefinition>)
  case fragment(NodeID<FragmentDefinition>)
  case schema(NodeID<SchemaDefinitionNode>)
  case type(NodeID<TypeDefinitionNode>)
  case directive(NodeID<DirectiveDefinitionNode>)
}

extension Document {
  public subscript(id: NodeID<OperationDefinition>) -> OperationDefinition { operations[id.index] }
  public subscript(id: NodeID<FragmentDefinition>) -> FragmentDefinition { fragments[id.index] }
  public subscript(id: NodeID<VariableDefinition>) -> VariableDefinition { variableDefinitions[id.index] }
  public subscript(id: NodeID<SelectionSet>) -> SelectionSet { selectionSets[id.index] }
  public subscript(id: NodeID<Selection>) -> Selection { selections[id.index] }
  public subscript(id: NodeID<Field>) -> Field { fields[id.index] }
  public subscript(id: NodeID<FragmentSpread>) -> FragmentSpread { fragmentSpreads[id.index] }
  public subscript(id: NodeID<InlineFragment>) -> InlineFragment { inlineFragments[id.index] }
  public subscript(id: NodeID<Argument>) -> Argument { arguments[id.index] }
  public subscript(id: NodeID<Directive>) -> Directive { directives[id.index] }
  public subscript(id: NodeID<Value>) -> Value { values[id.index] }
  public subscript(id: NodeID<ObjectField>) -> ObjectField { objectFields[id.index] }
  public subscript(id: NodeID<TypeReferenceNode>) -> TypeReferenceNode { typeReferences[id.index] }
  public subscript(id: NodeID<SchemaDefinitionNode>) -> SchemaDefinitionNode { schemaDefinitions[id.index] }
  public subscript(id: NodeID<RootOperationTypeDefinition>) -> RootOperationTypeDefinition {
    rootOperationTypes[id.index]
  }
  public subscript(id: NodeID<TypeDefinitionNode>) -> TypeDefinitionNode { typeDefinitions[id.index] }
  public subscript(id: NodeID<NamedTypeNode>) -> NamedTypeNode { namedTypes[id.index] }
  public subscript(id: NodeID<FieldDefinitionNode>) -> FieldDefinitionNode { fieldDefinitions[id.index] }
  public subscript(id: NodeID<InputValueDefinitionNode>) -> InputValueDefinitionNode {
    inputValueDefinitions[id.index]
  }
  public subscript(id: NodeID<EnumValueDefinitionNode>) -> EnumValueDefinitionNode { enumValueDefinitions[id.index] }
  public subscript(id: NodeID<DirectiveDefinitionNode>) -> DirectiveDefinitionNode { directiveDefinitions[id.index] }
}

extension Document {
  /// The spelling of a name.
  public func text(_ name: Name) -> String { names[name.id.index] }

  /// The bytes of a node as written.
  public func bytes(_ range: SourceRange) -> ArraySlice<UInt8> { source[range.start..<range.end] }

  /// The text of a node as written.
  public func text(_ range: SourceRange) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// The UTF-8 that a string or block string means; other values give their source.
  public func stringContent(of value: Value) -> [UInt8] {
    switch value.kind {
    case .string: StringContent.quoted(value.range, in: source)
    case .blockString: StringContent.block(value.range, in: source)
    default: Array(bytes(value.range))
    }
  }

  /// The text that a string or block string means; other values give their source.
  public func string(of value: Value) -> String { String(decoding: stringContent(of: value), as: UTF8.self) }

  /// Line and column of a byte. O(offset).
  public func location(of offset: Int) -> SourceLocation { SourceLocation(of: offset, in: source) }

  /// The bytes of a definition.
  public func range(of definition: Definition) -> SourceRange {
    switch definition {
    case .operation(let id): self[id].range
    case .fragment(let id): self[id].range
    case .schema(let id): self[id].range
    case .type(let id): self[id].range
    case .directive(let id): self[id].range
    }
  }
}

extension Array {
  /// The memory of its elements, in bytes, with the room kept for more.
  fileprivate var storageBytes: Int { 32 + capacity * MemoryLayout<Element>.stride }
}
