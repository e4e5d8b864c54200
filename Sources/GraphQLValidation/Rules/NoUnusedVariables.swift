internal import GraphQLLanguage

extension ValidationContext {
  /// Every variable is used by its operation or the fragments in it.
  ///
  /// https://spec.graphql.org/September2025/#sec-All-Variables-Used
  mutating func checkNoUnusedVariables() {
    for (index, operation) in document.operations.enumerated() where !operation.variables.isEmpty && !isFull {
      let used = Set(usages(inOperation: index).map(\.name.id))
      for id in operation.variables where !used.contains(document[id].name.id) {
        let place = operation.name.map { " in operation \"\(text($0))\"" } ?? ""
        report(
          .noUnusedVariables, "Variable \"$\(text(document[id].name))\" is never used\(place).",
          at: document[id].range.start)
      }
    }
  }
}
