internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Type conditions name objects, interfaces or unions.
  ///
  /// https://spec.graphql.org/September2025/#sec-Fragments-on-Object-Interface-or-Union-Types
  mutating func checkFragmentsOnCompositeTypes() {
    for fragment in document.fragments where isNotComposite(fragment.typeCondition) {
      let (name, type) = (text(fragment.name), text(fragment.typeCondition))
      report(
        .fragmentsOnCompositeTypes, "Fragment \"\(name)\" cannot condition on non composite type \"\(type)\".",
        at: fragment.typeCondition.start)
    }
    for condition in document.inlineFragments.compactMap(\.typeCondition) where isNotComposite(condition) {
      report(
        .fragmentsOnCompositeTypes, "Fragment cannot condition on non composite type \"\(text(condition))\".",
        at: condition.start)
    }
  }

  private func isNotComposite(_ condition: Name) -> Bool {
    guard let type = schema.type(named: document.text(condition)), !type.isHidden else { return false }
    return !type.isComposite
  }
}
