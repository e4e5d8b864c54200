public import GraphQLLanguage

/// A directive that documents may apply.
public final class DirectiveDefinition: Sendable {
  public let name: String
  public let description: String?
  public let arguments: [InputValueDefinition]
  public let isRepeatable: Bool
  public let locations: [DirectiveLocation]
  /// Whether clients cannot see it, see `Schema.Options.hiddenDirectives`.
  public let isHidden: Bool
  /// Whether the specification defines it.
  public let isBuiltIn: Bool
  /// Where its name stands.
  public let origin: SourceOffset
  /// Where the definition starts, its description included.
  let start: SourceOffset

  init(
    name: String, description: String?, arguments: [InputValueDefinition], isRepeatable: Bool,
    locations: [DirectiveLocation], isHidden: Bool, isBuiltIn: Bool, origin: SourceOffset, start: SourceOffset
  ) {
    self.name = name
    self.description = description
    self.arguments = arguments
    self.isRepeatable = isRepeatable
    self.locations = locations
    self.isHidden = isHidden
    self.isBuiltIn = isBuiltIn
    self.origin = origin
    self.start = start
  }

  /// The argument of that name. O(arguments).
  public func argument(named name: String) -> InputValueDefinition? {
    arguments.first { $0.name == name }
  }
}
