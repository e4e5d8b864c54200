internal import GraphQLLanguage

extension ValidationContext {
  /// A fragment never contains itself, directly or through others.
  ///
  /// Walks the spreads depth first with a stack of its own, each fragment once, and reports every spread that closes a
  /// cycle together with the spreads on the way.
  ///
  /// https://spec.graphql.org/September2025/#sec-Fragment-Spreads-Must-Not-Form-Cycles
  mutating func checkNoFragmentCycles() {
    var visited: Set<NameID> = []
    for definition in document.definitions where !isFull {
      guard case .fragment(let id) = definition, visited.insert(document[id].name.id).inserted else { continue }
      findCycles(from: id, &visited)
    }
  }

  private mutating func findCycles(
    from start: NodeID<FragmentDefinition>, _ visited: inout Set<NameID>
  ) {
    var path = [FragmentStep(start, spreads: spreads(in: start), through: nil)]
    var positions: [NameID: Int] = [document[start].name.id: 0]
    while let step = path.last {
      guard let spread = step.next else {
        positions[document[step.fragment].name.id] = nil
        path.removeLast()
        continue
      }
      path[path.count - 1].position += 1
      let name = document[spread].name.id
      if let position = positions[name] {
        reportCycle(path[(position + 1)...].compactMap(\.spread) + [spread])
      } else if let fragment = resolution.fragmentsByName[name], visited.insert(name).inserted {
        positions[name] = path.count
        path.append(FragmentStep(fragment, spreads: spreads(in: fragment), through: spread))
      }
    }
  }

  private mutating func reportCycle(_ spreads: [NodeID<FragmentSpread>]) {
    guard let last = spreads.last else { return }
    let via = spreads.dropLast().map { "\"\(text(document[$0].name))\"" }.joined(separator: ", ")
    report(
      .noFragmentCycles,
      "Cannot spread fragment \"\(text(document[last].name))\" within itself\(via.isEmpty ? "" : " via \(via)").",
      at: spreads.map { document[$0].range.start })
  }

  /// The spreads of a fragment: those of a selection set before those inside it, the last of its parts first.
  private func spreads(in fragment: NodeID<FragmentDefinition>) -> [NodeID<FragmentSpread>] {
    var spreads: [NodeID<FragmentSpread>] = []
    var pending = [document[fragment].selectionSet]
    while let selectionSet = pending.popLast() {
      for selection in document[selectionSet].selections {
        switch document[selection] {
        case .fragmentSpread(let id): spreads.append(id)
        case .field(let id): if let inner = document[id].selectionSet { pending.append(inner) }
        case .inlineFragment(let id): pending.append(document[id].selectionSet)
        }
      }
    }
    return spreads
  }
}

/// A fragment on the way, the spread that led there, and how many of its own spreads are done.
private struct FragmentStep {
  let fragment: NodeID<FragmentDefinition>
  let spread: NodeID<FragmentSpread>?
  let spreads: [NodeID<FragmentSpread>]
  var position = 0

  init(
    _ fragment: NodeID<FragmentDefinition>, spreads: [NodeID<FragmentSpread>], through spread: NodeID<FragmentSpread>?
  ) {
    self.fragment = fragment
    self.spreads = spreads
    self.spread = spread
  }

  var next: NodeID<FragmentSpread>? { position < spreads.count ? spreads[position] : nil }
}
