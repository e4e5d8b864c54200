internal import GraphQLLanguage
internal import GraphQLSchema

/// Decides whether all selections of a document merge, without finding out which pairs of fields do not.
///
/// Fields that meet under one response name are compared with the first of them instead of pairwise:
///
/// 1. Take selection sets whose results merge, at first that of each operation and fragment. Collect their fields by
///    response name, each fragment once.
/// 2. The fields under one name must have the same shape.
/// 3. Those that may come from the same object (all on abstract types, and those on one object type) must be the same
///    field with the same arguments, and their selection sets merge in turn: back to 1.
/// 4. Those on different object types need only the same shape all the way down: their selection sets go back to 1
///    together, without step 3.
///
/// A combination of selection sets is visited once, and a fragment whose fields took part in one needs none of its own: what
/// merges with more merges without it. So ordinary documents take time linear in their size. Documents made to have many
/// combinations run out of budget.
struct MergeCheck {
  enum Outcome {
    case mergeable
    case conflicting
    case exhausted
  }

  private struct Combination: Hashable {
    let sets: [NodeID<SelectionSet>]
    let shapeOnly: Bool
  }

  private var fields: MergingFields
  private var budget: Int
  private var pending: [Combination] = []
  private var visited: Set<Combination> = []
  /// The selection sets of fragments that took part in a combination, not only by their shape.
  private var covered: Set<NodeID<SelectionSet>> = []

  init(_ fields: MergingFields, budget: Int) {
    self.fields = fields
    self.budget = budget
  }

  mutating func run() -> Outcome {
    let document = fields.document
    let spread = Set(document.fragmentSpreads.map(\.name.id))
    // Fragments that others spread come last: by then they are covered, unless they form a cycle nobody enters.
    let roots =
      document.operations.map(\.selectionSet)
      + document.fragments.filter { !spread.contains($0.name.id) }.map(\.selectionSet)
      + document.fragments.filter { spread.contains($0.name.id) }.map(\.selectionSet)
    for root in roots where !covered.contains(root) {
      add([root], shapeOnly: false)
      let outcome = runPending()
      if outcome != .mergeable { return outcome }
    }
    return .mergeable
  }

  private mutating func runPending() -> Outcome {
    while let combination = pending.popLast() {
      for group in groups(of: combination) where !merge(group, shapeOnly: combination.shapeOnly) {
        return .conflicting
      }
      if budget < 0 { return .exhausted }
    }
    return .mergeable
  }

  private mutating func add(_ sets: [NodeID<SelectionSet>], shapeOnly: Bool) {
    if sets.isEmpty { return }
    let combination = Combination(sets: sets.sorted(), shapeOnly: shapeOnly && sets.count > 1)
    if visited.insert(combination).inserted { pending.append(combination) }
  }

  /// The fields by response name, with those of inline fragments and spreads.
  private mutating func groups(of combination: Combination) -> [[NodeID<Field>]] {
    let document = fields.document
    var groups: [[NodeID<Field>]] = []
    var positions: [NameID: Int] = [:]
    var spread: Set<NameID> = []
    var open = combination.sets
    while let set = open.popLast() {
      budget -= document[set].selections.count
      if budget < 0 { return [] }
      for selection in document[set].selections {
        switch document[selection] {
        case .field(let id):
          let name = document[id].responseName.id
          if let position = positions[name] {
            groups[position].append(id)
          } else {
            positions[name] = groups.count
            groups.append([id])
          }
        case .inlineFragment(let id): open.append(document[id].selectionSet)
        case .fragmentSpread(let id):
          let name = document[id].name.id
          guard let fragment = fields.resolution.fragmentsByName[name], spread.insert(name).inserted else { continue }
          let inner = document[fragment].selectionSet
          if !combination.shapeOnly { covered.insert(inner) }
          open.append(inner)
        }
      }
    }
    return groups
  }

  private mutating func merge(_ group: [NodeID<Field>], shapeOnly: Bool) -> Bool {
    if group.count > 1 && !haveSameShape(group) { return false }
    if shapeOnly || group.count == 1 {
      add(selectionSets(of: group), shapeOnly: shapeOnly)
      return true
    }
    var abstract: [NodeID<Field>] = []
    var byObject: [TypeID: [NodeID<Field>]] = [:]
    for field in group {
      if let parent = fields.objectParent(of: field) {
        byObject[parent, default: []].append(field)
      } else {
        abstract.append(field)
      }
    }
    if byObject.count <= 1 { return mergeTogether(group) }
    budget -= byObject.count * abstract.count
    if budget < 0 { return true }
    for together in byObject.values where !mergeTogether(abstract + together) { return false }
    add(selectionSets(of: group), shapeOnly: true)
    return true
  }

  private mutating func mergeTogether(_ group: [NodeID<Field>]) -> Bool {
    guard let first = group.first else { return true }
    for field in group.dropFirst() {
      guard fields.document[field].name.id == fields.document[first].name.id, fields.haveSameArguments(first, field)
      else { return false }
    }
    add(selectionSets(of: group), shapeOnly: false)
    return true
  }

  private func haveSameShape(_ group: [NodeID<Field>]) -> Bool {
    var first: TypeReference?
    for field in group {
      guard let type = fields.type(of: field) else { continue }
      if let first, !fields.haveSameShape(first, type) { return false }
      first = first ?? type
    }
    return true
  }

  private func selectionSets(of group: [NodeID<Field>]) -> [NodeID<SelectionSet>] {
    group.compactMap { fields.document[$0].selectionSet }
  }
}
