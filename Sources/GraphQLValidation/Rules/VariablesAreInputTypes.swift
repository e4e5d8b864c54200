internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Variables have scalar, enum or input object types.
  ///
  /// https://spec.graphql.org/September2025/#sec-Variables-Are-Input-Types
  mutating func checkVariablesAreInputTypes() {
    for (variable, type) in zip(document.variableDefinitions, resolution.variableTypes) {
      guard let type, !schema[type].isInput else { continue }
      report(
        .variablesAreInputTypes,
        "Variable \"$\(text(variable.name))\" cannot be non-input type \"\(schema.text(type))\".",
        at: document[variable.type].range.start)
    }
  }
}
