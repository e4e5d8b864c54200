internal import GraphQLLanguage

extension ValidationContext {
  /// A field or directive is given each argument once.
  ///
  /// https://spec.graphql.org/September2025/#sec-Argument-Uniqueness
  mutating func checkUniqueArgumentNames() {
    let lists = document.fields.map(\.arguments) + document.directives.map(\.arguments)
    for list in lists where list.count > 1 {
      for group in duplicates(of: list.map { document[$0].name }) {
        guard let name = group.first else { continue }
        report(
          .uniqueArgumentNames, "There can be only one argument named \"\(text(name))\".", at: group.map(\.start))
      }
    }
  }
}
