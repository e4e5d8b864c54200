internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Type conditions and variables name types of the schema.
  ///
  /// https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence
  mutating func checkKnownTypeNames() {
    let known = document.names.map { name in schema.type(named: name).map { !$0.isHidden } ?? false }
    let conditions = document.fragments.map(\.typeCondition) + document.inlineFragments.compactMap(\.typeCondition)
    let variables = document.variableDefinitions.map { namedType(of: $0.type) }
    for name in conditions + variables where !known[name.id.index] {
      let hint = suggestion(for: document.text(name), among: schema.types.lazy.filter { !$0.isHidden }.map(\.name))
      report(.knownTypeNames, "Unknown type \"\(text(name))\".\(hint)", at: name.start)
    }
  }

  private func namedType(of id: NodeID<TypeReferenceNode>) -> Name {
    switch document[id].kind {
    case .named(let name): name
    case .list(let item): namedType(of: item)
    case .nonNull(let nullable): namedType(of: nullable)
    }
  }
}
