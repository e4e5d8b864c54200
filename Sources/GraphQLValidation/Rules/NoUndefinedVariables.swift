internal import GraphQLLanguage

extension ValidationContext {
  /// An operation declares the variables that it and its fragments use.
  ///
  /// https://spec.graphql.org/September2025/#sec-All-Variable-Uses-Defined
  mutating func checkNoUndefinedVariables() {
    for (index, operation) in document.operations.enumerated() where !isFull {
      let declared = Set(operation.variables.map { document[$0].name.id })
      for usage in usages(inOperation: index) where !declared.contains(usage.name.id) {
        let place = operation.name.map { " by operation \"\(text($0))\"" } ?? ""
        report(
          .noUndefinedVariables, "Variable \"$\(text(usage.name))\" is not defined\(place).",
          at: usage.offset, operation.range.start)
      }
    }
  }

  /// The variables an operation uses itself and through fragments, each fragment once. O(usages reached).
  func usages(inOperation index: Int) -> [TypeResolution.VariableUsage] {
    var usages: [TypeResolution.VariableUsage] = []
    var seen: Set<NameID> = []
    var pending = [resolution.operations[index]]
    while let part = pending.popLast() {
      usages += resolution.variableUsages[part.usages]
      for spread in resolution.spreads[part.spreads] {
        let name = document[spread].name.id
        guard let fragment = resolution.fragmentsByName[name], seen.insert(name).inserted else { continue }
        pending.append(resolution.fragments[fragment.index])
      }
    }
    return usages
  }
}
