/// A field of an object or interface.
public final class FieldDefinition: Sendable {
  public let name: String
  public let description: String?
  public let arguments: [InputValueDefinition]
  public let type: TypeReference
  /// From `@deprecated`.
  public let deprecationReason: String?
  public let appliedDirectives: AppliedDirectives
  /// The position in the fields of its type; meaningless for meta-fields.
  public let index: Int
  /// Which of the implicit fields it is, nil for all that a schema declares.
  public let meta: MetaField?
  /// Where its name stands.
  public let origin: SourceOffset
  /// Nil for meta-fields.
  let places: Places?

  init(
    name: String, description: String?, arguments: [InputValueDefinition], type: TypeReference, index: Int,
    meta: MetaField? = nil, deprecationReason: String? = nil,
    appliedDirectives: AppliedDirectives = AppliedDirectives([]), origin: SourceOffset, places: Places? = nil
  ) {
    self.name = name
    self.description = description
    self.arguments = arguments
    self.type = type
    self.deprecationReason = deprecationReason
    self.appliedDirectives = appliedDirectives
    self.index = index
    self.meta = meta
    self.origin = origin
    self.places = places
  }

  /// The argument of that name. O(arguments).
  public func argument(named name: String) -> InputValueDefinition? {
    arguments.first { $0.name == name }
  }
}

/// The fields that exist without being declared. https://spec.graphql.org/September2025/#sec-Type-Name-Introspection
public enum MetaField: Sendable {
  /// `__typename: String!` of every composite type.
  case typename
  /// `__schema: __Schema!` of the query type.
  case schema
  /// `__type(name: String!): __Type` of the query type.
  case type
}

/// An argument of a field or directive, or a field of an input object.
public final class InputValueDefinition: Sendable {
  public let name: String
  public let description: String?
  public let type: TypeReference
  /// Coerced to the type; nil without a default.
  public let defaultValue: InputValue?
  /// As written in the schema.
  public let defaultLiteral: InputValue?
  /// From `@deprecated`.
  public let deprecationReason: String?
  public let appliedDirectives: AppliedDirectives
  /// Where its name stands.
  public let origin: SourceOffset
  let places: Places?

  init(
    name: String, description: String?, type: TypeReference, defaultValue: InputValue?, defaultLiteral: InputValue?,
    deprecationReason: String?, appliedDirectives: AppliedDirectives, origin: SourceOffset, places: Places? = nil
  ) {
    self.name = name
    self.description = description
    self.type = type
    self.defaultValue = defaultValue
    self.defaultLiteral = defaultLiteral
    self.deprecationReason = deprecationReason
    self.appliedDirectives = appliedDirectives
    self.origin = origin
    self.places = places
  }

  /// Whether it must be given: non-null and without a default.
  public var isRequired: Bool { type.isNonNull && defaultLiteral == nil }
}

/// A value of an enum.
public final class EnumValueDefinition: Sendable {
  public let name: String
  public let description: String?
  /// From `@deprecated`.
  public let deprecationReason: String?
  public let appliedDirectives: AppliedDirectives
  /// Where its name stands.
  public let origin: SourceOffset
  /// Where the definition starts, its description included.
  let start: SourceOffset

  init(
    name: String, description: String?, deprecationReason: String?, appliedDirectives: AppliedDirectives,
    origin: SourceOffset, start: SourceOffset
  ) {
    self.name = name
    self.description = description
    self.deprecationReason = deprecationReason
    self.appliedDirectives = appliedDirectives
    self.origin = origin
    self.start = start
  }
}
