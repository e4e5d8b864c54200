internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// A directive that is not repeatable stands at most once in one place.
  ///
  /// https://spec.graphql.org/September2025/#sec-Directives-Are-Unique-per-Location
  mutating func checkUniqueDirectivesPerLocation() {
    for list in resolution.directiveLists where list.directives.count > 1 {
      var seen: [NameID: Int] = [:]
      for id in list.directives {
        let directive = document[id]
        guard let definition = resolution.directiveDefinitions[id.index], !definition.isRepeatable else { continue }
        if let first = seen[directive.name.id] {
          report(
            .uniqueDirectivesPerLocation,
            "The directive \"@\(definition.name)\" can only be used once at this location.",
            at: first, directive.range.start)
        } else {
          seen[directive.name.id] = directive.range.start
        }
      }
    }
  }
}
