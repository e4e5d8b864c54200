public import GraphQLLanguage

/// What a schema coordinate can name.
public enum SchemaElement: Sendable {
  case type(TypeDefinition)
  case field(FieldDefinition)
  case inputField(InputValueDefinition)
  case enumValue(EnumValueDefinition)
  case fieldArgument(InputValueDefinition)
  case directive(DirectiveDefinition)
  case directiveArgument(InputValueDefinition)
}

extension Schema {
  /// The element a coordinate names, as far as clients see it; implicit fields such as `Query.__schema` included.
  ///
  /// O(arguments). https://spec.graphql.org/September2025/#sec-Schema-Coordinates
  public func element(at coordinate: SchemaCoordinate) -> SchemaElement? {
    switch coordinate {
    case .type(let name): return visibleType(name).map { .type($0) }
    case .member(let type, let name): return visibleType(type).flatMap { member(name, of: $0) }
    case .argument(let type, let field, let name):
      let argument = visibleType(type).flatMap { self.field(named: field, on: $0) }?.argument(named: name)
      return argument.map { .fieldArgument($0) }
    case .directive(let name): return visibleDirective(name).map { .directive($0) }
    case .directiveArgument(let directive, let name):
      return visibleDirective(directive)?.argument(named: name).map { .directiveArgument($0) }
    }
  }

  private func member(_ name: String, of type: TypeDefinition) -> SchemaElement? {
    if let field = field(named: name, on: type) { return .field(field) }
    if let field = type.inputField(named: name) { return .inputField(field) }
    return type.enumValue(named: name).map { .enumValue($0) }
  }

  private func visibleType(_ name: String) -> TypeDefinition? {
    type(named: name).flatMap { $0.isHidden ? nil : $0 }
  }

  private func visibleDirective(_ name: String) -> DirectiveDefinition? {
    directive(named: name).flatMap { $0.isHidden ? nil : $0 }
  }
}
