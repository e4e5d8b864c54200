internal import GraphQLLanguage

extension ValidationContext {
  /// No two fragments have the same name.
  ///
  /// https://spec.graphql.org/September2025/#sec-Fragment-Name-Uniqueness
  mutating func checkUniqueFragmentNames() {
    var seen: [NameID: Int] = [:]
    for fragment in document.fragments {
      if let first = seen[fragment.name.id] {
        report(
          .uniqueFragmentNames, "There can be only one fragment named \"\(text(fragment.name))\".",
          at: first, fragment.name.start)
      } else {
        seen[fragment.name.id] = fragment.name.start
      }
    }
  }
}
