/// `SchemaDefinition` and `SchemaExtension`.
public struct SchemaDefinitionNode: Hashable, Sendable {
  public let isExtension: Bool
  public let description: NodeID<Value>?
  public let directives: NodeRange<Directive>
  public let rootOperationTypes: NodeRange<RootOperationTypeDefinition>
  public let range: SourceRange
}

/// `RootOperationTypeDefinition : OperationType : NamedType`
public struct RootOperationTypeDefinition: Hashable, Sendable {
  public let operation: OperationType
  public let type: Name
  public let range: SourceRange
}

/// `TypeDefinition` and `TypeExtension` of all six kinds; the parts a kind does not have are empty.
public struct TypeDefinitionNode: Hashable, Sendable {
  public let kind: TypeKind
  public let isExtension: Bool
  public let description: NodeID<Value>?
  public let name: Name
  /// Of an object or interface.
  public let interfaces: NodeRange<NamedTypeNode>
  public let directives: NodeRange<Directive>
  /// Of an object or interface.
  public let fields: NodeRange<FieldDefinitionNode>
  /// Of a union.
  public let members: NodeRange<NamedTypeNode>
  /// Of an enum.
  public let values: NodeRange<EnumValueDefinitionNode>
  /// Of an input object.
  public let inputFields: NodeRange<InputValueDefinitionNode>
  public let range: SourceRange
}

/// The six kinds of named types.
public enum TypeKind: Hashable, Sendable, CaseIterable {
  case scalar
  case object
  case interface
  case union
  case `enum`
  case inputObject

  /// The keyword of its definition.
  public var keyword: String {
    switch self {
    case .scalar: "scalar"
    case .object: "type"
    case .interface: "interface"
    case .union: "union"
    case .enum: "enum"
    case .inputObject: "input"
    }
  }
}

/// `NamedType : Name`, as a member of a union or an implemented interface.
public struct NamedTypeNode: Hashable, Sendable {
  public let name: Name
}

/// `FieldDefinition : Description? Name ArgumentsDefinition? : Type Directives[Const]?`
public struct FieldDefinitionNode: Hashable, Sendable {
  public let description: NodeID<Value>?
  public let name: Name
  public let arguments: NodeRange<InputValueDefinitionNode>
  public let type: NodeID<TypeReferenceNode>
  public let directives: NodeRange<Directive>
  public let range: SourceRange
}

/// `InputValueDefinition : Description? Name : Type DefaultValue? Directives[Const]?`
public struct InputValueDefinitionNode: Hashable, Sendable {
  public let description: NodeID<Value>?
  public let name: Name
  public let type: NodeID<TypeReferenceNode>
  public let defaultValue: NodeID<Value>?
  public let directives: NodeRange<Directive>
  public let range: SourceRange
}

/// `EnumValueDefinition : Description? EnumValue Directives[Const]?`
public struct EnumValueDefinitionNode: Hashable, Sendable {
  public let description: NodeID<Value>?
  public let name: Name
  public let directives: NodeRange<Directive>
  public let range: SourceRange
}

/// `DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? repeatable? on DirectiveLocations`
public struct DirectiveDefinitionNode: Hashable, Sendable {
  public let description: NodeID<Value>?
  public let name: Name
  public let arguments: NodeRange<InputValueDefinitionNode>
  public let isRepeatable: Bool
  public let locations: [DirectiveLocation]
  public let range: SourceRange
}

/// Where a directive may stand. https://spec.graphql.org/September2025/#DirectiveLocation
public enum DirectiveLocation: String, Hashable, Sendable, CaseIterable {
  case query = "QUERY"
  case mutation = "MUTATION"
  case subscription = "SUBSCRIPTION"
  case field = "FIELD"
  case fragmentDefinition = "FRAGMENT_DEFINITION"
  case fragmentSpread = "FRAGMENT_SPREAD"
  case inlineFragment = "INLINE_FRAGMENT"
  case variableDefinition = "VARIABLE_DEFINITION"
  case schema = "SCHEMA"
  case scalar = "SCALAR"
  case object = "OBJECT"
  case fieldDefinition = "FIELD_DEFINITION"
  case argumentDefinition = "ARGUMENT_DEFINITION"
  case interface = "INTERFACE"
  case union = "UNION"
  case `enum` = "ENUM"
  case enumValue = "ENUM_VALUE"
  case inputObject = "INPUT_OBJECT"
  case inputFieldDefinition = "INPUT_FIELD_DEFINITION"
}
