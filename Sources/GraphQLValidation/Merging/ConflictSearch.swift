internal import GraphQLLanguage
internal import GraphQLSchema

/// Finds the pairs of fields that do not merge, in the places and the order tools expect.
///
/// Used only when `MergeCheck` has found that there are some, because it compares every pair: the fields of a selection
/// set with each other, with those of the fragments it spreads, those of each two such fragments, and so on below each
/// pair of fields. What was compared once is not compared again; the number of comparisons has a budget.
struct ConflictSearch {
  /// The fields of one selection set by response name, with those of inline fragments; fragments by name.
  struct Collection {
    let id: NodeID<SelectionSet>
    var groups: [[NodeID<Field>]] = []
    var positions: [NameID: Int] = [:]
    var fragments: [NameID] = []
  }

  /// Two things compared; the order of `left` and `right` does not matter to fragments.
  private struct Pair: Hashable {
    let left: Int32
    let right: Int32
  }

  /// The conflicts of one level, as many as are wanted.
  private struct Found {
    let countMax: Int
    var conflicts: [FieldConflict] = []

    var isFull: Bool { conflicts.count >= countMax }
  }

  private var fields: MergingFields
  private var budget: Int
  private var depth = 0
  private var collections: [NodeID<SelectionSet>: Collection] = [:]
  /// Whether the pair was compared only as parts of objects of different types.
  private var comparedFragments: [Pair: Bool] = [:]
  private var comparedFieldsAndFragments: [Pair: Bool] = [:]

  private static let depthMax = 250

  init(_ fields: MergingFields, budget: Int) {
    self.fields = fields
    self.budget = budget
  }

  /// Whether the search gave up.
  var isExhausted: Bool { budget < 0 }

  /// Whether nothing more is wanted, or possible.
  private func isOver(_ found: Found) -> Bool { isExhausted || found.isFull }

  /// The conflicts of a selection set that is not an inline fragment's; the search stops at `countMax` of them.
  mutating func conflicts(within id: NodeID<SelectionSet>, countMax: Int) -> [FieldConflict] {
    var found = Found(countMax: countMax)
    let collection = collection(id)
    for group in collection.groups {
      for (index, left) in group.enumerated() {
        for right in group[(index + 1)...] {
          if isOver(found) { return found.conflicts }
          if let conflict = conflict(left, right, areExclusive: false) { found.conflicts.append(conflict) }
        }
      }
    }
    for (index, fragment) in collection.fragments.enumerated() {
      compare(collection, withFragment: fragment, areExclusive: false, &found)
      for other in collection.fragments[(index + 1)...] {
        if isOver(found) { return found.conflicts }
        compareFragments(fragment, other, areExclusive: false, &found)
      }
    }
    return found.conflicts
  }
}

extension ConflictSearch {
  private mutating func collection(_ id: NodeID<SelectionSet>) -> Collection {
    if let collection = collections[id] { return collection }
    var collection = Collection(id: id)
    var names: Set<NameID> = []
    collect(id, into: &collection, &names)
    collections[id] = collection
    return collection
  }

  private func collect(_ id: NodeID<SelectionSet>, into collection: inout Collection, _ names: inout Set<NameID>) {
    let document = fields.document
    for selection in document[id].selections {
      switch document[selection] {
      case .field(let field):
        let name = document[field].responseName.id
        if let position = collection.positions[name] {
          collection.groups[position].append(field)
        } else {
          collection.positions[name] = collection.groups.count
          collection.groups.append([field])
        }
      case .inlineFragment(let fragment): collect(document[fragment].selectionSet, into: &collection, &names)
      case .fragmentSpread(let spread):
        let name = document[spread].name.id
        if names.insert(name).inserted { collection.fragments.append(name) }
      }
    }
  }

  private mutating func collection(ofFragment name: NameID) -> Collection? {
    fields.resolution.fragmentsByName[name].map { collection(fields.document[$0].selectionSet) }
  }

  /// Remembers a comparison; false when it was made before, at least as strictly.
  private func isNew(_ pair: Pair, areExclusive: Bool, in compared: inout [Pair: Bool]) -> Bool {
    if let known = compared[pair], !known || areExclusive { return false }
    compared[pair] = areExclusive
    return true
  }

  private mutating func compare(
    _ collection: Collection, withFragment name: NameID, areExclusive: Bool, _ found: inout Found
  ) {
    budget -= 1
    guard !isOver(found), !collection.groups.isEmpty,
      isNew(
        Pair(left: collection.id.rawValue, right: name.rawValue), areExclusive: areExclusive,
        in: &comparedFieldsAndFragments),
      let fragment = self.collection(ofFragment: name), fragment.id != collection.id, enter()
    else { return }
    defer { depth -= 1 }
    compare(collection, fragment, areExclusive: areExclusive, &found)
    for inner in fragment.fragments where !isOver(found) {
      compare(collection, withFragment: inner, areExclusive: areExclusive, &found)
    }
  }

  private mutating func compareFragments(
    _ left: NameID, _ right: NameID, areExclusive: Bool, _ found: inout Found
  ) {
    budget -= 1
    let pair = Pair(left: min(left.rawValue, right.rawValue), right: max(left.rawValue, right.rawValue))
    guard !isOver(found), left != right, isNew(pair, areExclusive: areExclusive, in: &comparedFragments),
      let leftCollection = collection(ofFragment: left), let rightCollection = collection(ofFragment: right), enter()
    else { return }
    defer { depth -= 1 }
    compare(leftCollection, rightCollection, areExclusive: areExclusive, &found)
    for inner in rightCollection.fragments { compareFragments(left, inner, areExclusive: areExclusive, &found) }
    for inner in leftCollection.fragments { compareFragments(inner, right, areExclusive: areExclusive, &found) }
  }

  /// Counts one more level of fragments and fields inside each other; too many exhaust the search.
  private mutating func enter() -> Bool {
    guard depth < Self.depthMax else {
      budget = -1
      return false
    }
    depth += 1
    return true
  }

  private mutating func compare(
    _ left: Collection, _ right: Collection, areExclusive: Bool, _ found: inout Found
  ) {
    let document = fields.document
    for group in left.groups {
      guard let first = group.first, let position = right.positions[document[first].responseName.id] else { continue }
      for leftField in group {
        for rightField in right.groups[position] {
          if isOver(found) { return }
          if let conflict = conflict(leftField, rightField, areExclusive: areExclusive) { found.conflicts.append(conflict) }
        }
      }
    }
  }
}

extension ConflictSearch {
  private mutating func conflict(
    _ left: NodeID<Field>, _ right: NodeID<Field>, areExclusive: Bool
  ) -> FieldConflict? {
    budget -= 1
    let document = fields.document
    let (leftNode, rightNode) = (document[left], document[right])
    let name = leftNode.responseName
    let (leftParent, rightParent) = (fields.objectParent(of: left), fields.objectParent(of: right))
    let areExclusive = areExclusive || (leftParent != nil && rightParent != nil && leftParent != rightParent)
    if !areExclusive {
      if leftNode.name.id != rightNode.name.id {
        let reason = "\"\(text(leftNode.name))\" and \"\(text(rightNode.name))\" are different fields"
        return FieldConflict(name, reason, left, right)
      }
      if !fields.haveSameArguments(left, right) {
        return FieldConflict(name, "they have differing arguments", left, right)
      }
    }
    if let leftType = fields.type(of: left), let rightType = fields.type(of: right),
      !fields.haveSameShape(leftType, rightType)
    {
      let (leftText, rightText) = (fields.schema.text(leftType), fields.schema.text(rightType))
      let reason = "they return conflicting types \"\(leftText)\" and \"\(rightText)\""
      return FieldConflict(name, reason, left, right)
    }
    guard let leftSet = leftNode.selectionSet, let rightSet = rightNode.selectionSet, enter() else { return nil }
    defer { depth -= 1 }
    let conflicts = conflicts(between: leftSet, rightSet, areExclusive: areExclusive)
    return conflicts.isEmpty ? nil : FieldConflict(name, conflicts, left, right, text: text)
  }

  private mutating func conflicts(
    between leftSet: NodeID<SelectionSet>, _ rightSet: NodeID<SelectionSet>, areExclusive: Bool
  ) -> [FieldConflict] {
    // More are not shown.
    var found = Found(countMax: FieldConflict.fieldsMax)
    let (left, right) = (collection(leftSet), collection(rightSet))
    compare(left, right, areExclusive: areExclusive, &found)
    for fragment in right.fragments { compare(left, withFragment: fragment, areExclusive: areExclusive, &found) }
    for fragment in left.fragments { compare(right, withFragment: fragment, areExclusive: areExclusive, &found) }
    for leftFragment in left.fragments {
      for rightFragment in right.fragments {
        if isOver(found) { return found.conflicts }
        compareFragments(leftFragment, rightFragment, areExclusive: areExclusive, &found)
      }
    }
    return found.conflicts
  }

  /// A name as a reason quotes it.
  private func text(_ name: Name) -> String {
    String(fields.document.text(name).prefix(ValidationContext.nameBytesMax))
  }
}
