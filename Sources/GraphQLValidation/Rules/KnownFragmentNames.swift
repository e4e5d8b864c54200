internal import GraphQLLanguage

extension ValidationContext {
  /// A spread names a fragment of the document.
  ///
  /// https://spec.graphql.org/September2025/#sec-Fragment-Spread-Target-Defined
  mutating func checkKnownFragmentNames() {
    for spread in document.fragmentSpreads where resolution.fragmentsByName[spread.name.id] == nil {
      report(.knownFragmentNames, "Unknown fragment \"\(text(spread.name))\".", at: spread.name.start)
    }
  }
}
