internal import GraphQLLanguage

extension ValidationContext {
  /// An operation declares each variable once.
  ///
  /// https://spec.graphql.org/September2025/#sec-Variable-Uniqueness
  mutating func checkUniqueVariableNames() {
    for operation in document.operations {
      let names = operation.variables.map { document[$0].name }
      for group in duplicates(of: names) {
        guard let name = group.first else { continue }
        report(
          .uniqueVariableNames, "There can be only one variable named \"$\(text(name))\".", at: group.map(\.start))
      }
    }
  }

  /// The names written more than once, each with all its places, by first place. O(names).
  func duplicates(of names: [Name]) -> [[Name]] {
    var groups: [NameID: [Name]] = [:]
    for name in names { groups[name.id, default: []].append(name) }
    if groups.count == names.count { return [] }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0].start < $1[0].start }
  }
}
