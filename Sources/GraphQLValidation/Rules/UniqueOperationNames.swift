internal import GraphQLLanguage

extension ValidationContext {
  /// No two operations have the same name.
  ///
  /// https://spec.graphql.org/September2025/#sec-Operation-Name-Uniqueness
  mutating func checkUniqueOperationNames() {
    var seen: [NameID: Int] = [:]
    for operation in document.operations {
      guard let name = operation.name else { continue }
      if let first = seen[name.id] {
        report(
          .uniqueOperationNames, "There can be only one operation named \"\(text(name))\".", at: first, name.start)
      } else {
        seen[name.id] = name.start
      }
    }
  }
}
