internal import GraphQLLanguage

extension ValidationContext {
  /// Every fragment is reached from some operation.
  ///
  /// https://spec.graphql.org/September2025/#sec-Fragments-Must-Be-Used
  mutating func checkNoUnusedFragments() {
    var used: Set<NameID> = []
    var pending = resolution.operations
    while let part = pending.popLast() {
      for spread in resolution.spreads[part.spreads] {
        let name = document[spread].name.id
        guard used.insert(name).inserted, let fragment = resolution.fragmentsByName[name] else { continue }
        pending.append(resolution.fragments[fragment.index])
      }
    }
    for fragment in document.fragments where !used.contains(fragment.name.id) {
      report(.noUnusedFragments, "Fragment \"\(text(fragment.name))\" is never used.", at: fragment.range.start)
    }
  }
}
