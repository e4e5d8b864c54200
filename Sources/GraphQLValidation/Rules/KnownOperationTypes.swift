internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// An operation is of a type the schema has a root for.
  ///
  /// https://spec.graphql.org/September2025/#sec-Operation-Type-Existence
  mutating func checkKnownOperationTypes() {
    for operation in document.operations where schema.rootType(operation.type) == nil {
      report(
        .knownOperationTypes, "The \(operation.type.rawValue) operation is not supported by the schema.",
        at: operation.range.start)
    }
  }
}
