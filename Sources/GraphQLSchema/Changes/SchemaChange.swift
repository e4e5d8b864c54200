public import GraphQLLanguage

/// One difference between two schemas, as its clients meet it.
public struct SchemaChange: Hashable, Sendable {
  public let kind: Kind
  /// The element that changed: of the new schema when it was added, else of the old one. Union members and interfaces have
  /// no coordinate of their own; theirs is that of the type.
  public let coordinate: SchemaCoordinate
  /// A sentence for people, with coordinates.
  public let message: String

  public var severity: Severity { kind.severity }

  /// How much a change means to operations written before it.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    case safe
    /// They stay valid, and may behave in another way.
    case dangerous
    /// They may be refused, or get values they do not expect.
    case breaking

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .safe: 0
      case .dangerous: 1
      case .breaking: 2
      }
    }
  }

  /// What changed, under the names of the reference implementation.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case typeRemoved = "TYPE_REMOVED"
    case typeChangedKind = "TYPE_CHANGED_KIND"
    case typeRemovedFromUnion = "TYPE_REMOVED_FROM_UNION"
    case valueRemovedFromEnum = "VALUE_REMOVED_FROM_ENUM"
    case requiredInputFieldAdded = "REQUIRED_INPUT_FIELD_ADDED"
    case implementedInterfaceRemoved = "IMPLEMENTED_INTERFACE_REMOVED"
    case fieldRemoved = "FIELD_REMOVED"
    case fieldChangedKind = "FIELD_CHANGED_KIND"
    case requiredArgumentAdded = "REQUIRED_ARG_ADDED"
    case argumentRemoved = "ARG_REMOVED"
    case argumentChangedKind = "ARG_CHANGED_KIND"
    case directiveRemoved = "DIRECTIVE_REMOVED"
    case directiveArgumentRemoved = "DIRECTIVE_ARG_REMOVED"
    case requiredDirectiveArgumentAdded = "REQUIRED_DIRECTIVE_ARG_ADDED"
    case directiveRepeatableRemoved = "DIRECTIVE_REPEATABLE_REMOVED"
    case directiveLocationRemoved = "DIRECTIVE_LOCATION_REMOVED"
    case valueAddedToEnum = "VALUE_ADDED_TO_ENUM"
    case typeAddedToUnion = "TYPE_ADDED_TO_UNION"
    case optionalInputFieldAdded = "OPTIONAL_INPUT_FIELD_ADDED"
    case optionalArgumentAdded = "OPTIONAL_ARG_ADDED"
    case implementedInterfaceAdded = "IMPLEMENTED_INTERFACE_ADDED"
    case argumentDefaultValueChange = "ARG_DEFAULT_VALUE_CHANGE"
    case inputFieldDefaultValueChange = "INPUT_FIELD_DEFAULT_VALUE_CHANGE"
    case typeAdded = "TYPE_ADDED"
    case directiveAdded = "DIRECTIVE_ADDED"
    case fieldAdded = "FIELD_ADDED"
    case directiveRepeatableAdded = "DIRECTIVE_REPEATABLE_ADDED"
    case directiveLocationAdded = "DIRECTIVE_LOCATION_ADDED"
    case optionalDirectiveArgumentAdded = "OPTIONAL_DIRECTIVE_ARG_ADDED"
    case fieldChangedKindSafe = "FIELD_CHANGED_KIND_SAFE"
    case argumentChangedKindSafe = "ARG_CHANGED_KIND_SAFE"
    case argumentDefaultValueAdded = "ARG_DEFAULT_VALUE_ADDED"
    case inputFieldDefaultValueAdded = "INPUT_FIELD_DEFAULT_VALUE_ADDED"
    case descriptionChanged = "DESCRIPTION_CHANGED"

    public var severity: Severity {
      switch self {
      case .typeRemoved, .typeChangedKind, .typeRemovedFromUnion, .valueRemovedFromEnum, .requiredInputFieldAdded,
        .implementedInterfaceRemoved, .fieldRemoved, .fieldChangedKind, .requiredArgumentAdded, .argumentRemoved,
        .argumentChangedKind, .directiveRemoved, .directiveArgumentRemoved, .requiredDirectiveArgumentAdded,
        .directiveRepeatableRemoved, .directiveLocationRemoved:
        .breaking
      case .valueAddedToEnum, .typeAddedToUnion, .optionalInputFieldAdded, .optionalArgumentAdded,
        .implementedInterfaceAdded, .argumentDefaultValueChange, .inputFieldDefaultValueChange:
        .dangerous
      case .typeAdded, .directiveAdded, .fieldAdded, .directiveRepeatableAdded, .directiveLocationAdded,
        .optionalDirectiveArgumentAdded, .fieldChangedKindSafe, .argumentChangedKindSafe, .argumentDefaultValueAdded,
        .inputFieldDefaultValueAdded, .descriptionChanged:
        .safe
      }
    }
  }
}

extension Schema {
  /// Everything that clients see differently in a newer schema: types first, then directives. O(both schemas).
  public func changes(to newer: Schema) -> [SchemaChange] {
    var comparison = SchemaComparison(old: self, new: newer)
    comparison.compareTypes()
    comparison.compareDirectives()
    return comparison.changes
  }
}
