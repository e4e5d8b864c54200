internal import GraphQLLanguage

extension ValidationContext {
  /// An operation without a name is the only one.
  ///
  /// https://spec.graphql.org/September2025/#sec-Lone-Anonymous-Operation
  mutating func checkLoneAnonymousOperation() {
    guard document.operations.count > 1 else { return }
    for operation in document.operations where operation.name == nil {
      report(
        .loneAnonymousOperation, "This anonymous operation must be the only defined operation.",
        at: operation.range.start)
    }
  }
}
