internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// A directive exists and may stand where it does.
  ///
  /// https://spec.graphql.org/September2025/#sec-Directives-Are-Defined
  mutating func checkKnownDirectives() {
    for list in resolution.directiveLists {
      for id in list.directives {
        let directive = document[id]
        guard let definition = resolution.directiveDefinitions[id.index] else {
          report(.knownDirectives, "Unknown directive \"@\(text(directive.name))\".", at: directive.range.start)
          continue
        }
        if !definition.locations.contains(list.location) {
          report(
            .knownDirectives, "Directive \"@\(definition.name)\" may not be used on \(list.location.rawValue).",
            at: directive.range.start)
        }
      }
    }
  }
}
