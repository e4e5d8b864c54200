/// A literal or a variable. https://spec.graphql.org/September2025/#sec-Input-Values
public struct Value: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case variable(Name)
    /// The digits are the bytes of `range`.
    case int
    case float
    /// `Document.stringContent(of:)` gives the meaning.
    case string
    case blockString
    case boolean(Bool)
    case null
    case `enum`(Name)
    case list(NodeRange<Value>)
    case object(NodeRange<ObjectField>)
  }

  public let kind: Kind
  public let range: SourceRange
}

/// `ObjectField : Name : Value`
public struct ObjectField: Hashable, Sendable {
  public let name: Name
  public let value: NodeID<Value>
  public let range: SourceRange
}

/// `Type : NamedType | ListType | NonNullType`
public struct TypeReferenceNode: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case named(Name)
    case list(NodeID<TypeReferenceNode>)
    case nonNull(NodeID<TypeReferenceNode>)
  }

  public let kind: Kind
  public let range: SourceRange
}
