public import GraphQLLanguage

/// A named type with all its extensions merged; the parts its kind does not have are empty.
public final class TypeDefinition: Sendable {
  public let id: TypeID
  public let kind: TypeKind
  public let name: String
  public let description: String?
  /// Of an object or interface, as declared.
  public let interfaces: [TypeID]
  /// Of an object or interface.
  public let fields: [FieldDefinition]
  /// Of an input object.
  public let inputFields: [InputValueDefinition]
  /// Of an enum.
  public let enumValues: [EnumValueDefinition]
  /// The object types a value may have: the members of a union, the implementations of an interface, an object itself.
  public let possibleTypes: [TypeID]
  /// Of a scalar, from `@specifiedBy`.
  public let specifiedByURL: String?
  /// Whether exactly one field must be given: an input object with `@oneOf`.
  public let isOneOf: Bool
  /// Which of the five scalars of the specification it is.
  public let builtInScalar: BuiltInScalar?
  /// Whether clients cannot see it, because only hidden directives use it.
  public let isHidden: Bool
  /// Whether the specification defines it: the five scalars and the introspection types.
  public let isBuiltIn: Bool
  public let appliedDirectives: AppliedDirectives
  /// Where its name stands.
  public let origin: SourceOffset
  /// Where the definition and its extensions start, descriptions included.
  let starts: [SourceOffset]
  let mentions: [TypeMention]
  private let memberIndex: [String: Int]

  init(_ parts: Parts) {
    self.id = parts.id
    self.kind = parts.kind
    self.name = parts.name
    self.description = parts.description
    self.interfaces = parts.interfaces
    self.fields = parts.fields
    self.inputFields = parts.inputFields
    self.enumValues = parts.enumValues
    self.possibleTypes = parts.possibleTypes
    self.specifiedByURL = parts.specifiedByURL
    self.isOneOf = parts.isOneOf
    self.isHidden = parts.isHidden
    self.isBuiltIn = parts.isBuiltIn
    self.builtInScalar = parts.isBuiltIn ? BuiltInScalar(rawValue: parts.name) : nil
    self.appliedDirectives = parts.appliedDirectives
    self.origin = parts.origin
    self.starts = parts.starts
    self.mentions = parts.mentions
    let names = parts.fields.map(\.name) + parts.inputFields.map(\.name) + parts.enumValues.map(\.name)
    self.memberIndex = Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  /// What a type is made of while it is assembled.
  struct Parts {
    var id: TypeID
    var kind: TypeKind
    var name: String
    var description: String?
    var interfaces: [TypeID] = []
    var fields: [FieldDefinition] = []
    var inputFields: [InputValueDefinition] = []
    var enumValues: [EnumValueDefinition] = []
    var possibleTypes: [TypeID] = []
    var specifiedByURL: String?
    var isOneOf = false
    var isHidden = false
    var isBuiltIn = false
    var appliedDirectives = AppliedDirectives([])
    var origin: SourceOffset
    var starts: [SourceOffset] = []
    var mentions: [TypeMention] = []
  }
}

/// The scalars every schema has. https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars
public enum BuiltInScalar: String, Sendable, CaseIterable {
  case int = "Int"
  case float = "Float"
  case string = "String"
  case boolean = "Boolean"
  case id = "ID"
}

extension TypeDefinition {
  /// The field of an object or interface. O(1).
  public func field(named name: String) -> FieldDefinition? {
    guard let index = memberIndex[name], index < fields.count else { return nil }
    return fields[index]
  }

  /// The field of an input object. O(1).
  public func inputField(named name: String) -> InputValueDefinition? {
    guard let index = memberIndex[name], index < inputFields.count else { return nil }
    return inputFields[index]
  }

  /// The value of an enum. O(1).
  public func enumValue(named name: String) -> EnumValueDefinition? {
    guard let index = memberIndex[name], index < enumValues.count else { return nil }
    return enumValues[index]
  }

  /// Scalar or enum: its fields have no selections.
  public var isLeaf: Bool { kind == .scalar || kind == .enum }

  /// Object, interface or union: its fields have selections.
  public var isComposite: Bool { kind == .object || kind == .interface || kind == .union }

  /// Interface or union.
  public var isAbstract: Bool { kind == .interface || kind == .union }

  /// Scalar, enum or input object: a variable or argument may have it.
  public var isInput: Bool { isLeaf || kind == .inputObject }

  /// Anything but an input object: a field may return it.
  public var isOutput: Bool { kind != .inputObject }
}
