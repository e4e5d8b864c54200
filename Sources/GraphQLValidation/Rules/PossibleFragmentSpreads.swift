internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Some object may be of both the type around a fragment and the type of the fragment.
  ///
  /// https://spec.graphql.org/September2025/#sec-Fragment-Spread-Is-Possible
  mutating func checkPossibleFragmentSpreads() {
    for (fragment, parent) in zip(document.inlineFragments, resolution.inlineFragmentParents) {
      guard let parent, let type = resolution.selectionSetTypes[fragment.selectionSet.index],
        !schema.overlaps(parent, type)
      else { continue }
      report(
        .possibleFragmentSpreads, "Fragment cannot be spread here as \(contradiction(parent, type))",
        at: fragment.range.start)
    }
    for (spread, parent) in zip(document.fragmentSpreads, resolution.spreadParents) {
      guard let parent, let fragment = resolution.fragmentsByName[spread.name.id],
        let type = resolution.selectionSetTypes[document[fragment].selectionSet.index], !schema.overlaps(parent, type)
      else { continue }
      report(
        .possibleFragmentSpreads,
        "Fragment \"\(text(spread.name))\" cannot be spread here as \(contradiction(parent, type))",
        at: spread.range.start)
    }
  }

  private func contradiction(_ parent: TypeID, _ type: TypeID) -> String {
    "objects of type \"\(schema[parent].name)\" can never be of type \"\(schema[type].name)\"."
  }
}
