/// Where the parts of a field, argument or input field stand in its document.
struct Places: Sendable {
  /// The definition, its description included.
  let start: SourceOffset
  let type: SourceOffset
  let defaultValue: SourceOffset?
  /// `@deprecated`
  let deprecated: SourceOffset?
}

/// A place where the definition or an extension of a type names an interface it implements, or a member of the union.
struct TypeMention: Sendable {
  let type: TypeID
  let place: SourceOffset
}

extension TypeDefinition {
  /// All places where this type names the other as an interface or member.
  func mentions(of type: TypeID) -> [SourceOffset] {
    mentions.filter { $0.type == type }.map(\.place)
  }
}
