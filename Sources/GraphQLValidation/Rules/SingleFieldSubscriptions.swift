internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// A subscription selects exactly one field, unconditionally, and not one of introspection.
  ///
  /// https://spec.graphql.org/September2025/#sec-Single-root-field
  mutating func checkSingleFieldSubscriptions() {
    guard let type = schema.subscriptionType else { return }
    for operation in document.operations where operation.type == .subscription && !isFull {
      let name = operation.name.map { "Subscription \"\(text($0))\"" } ?? "Anonymous Subscription"
      var collection = SubscriptionFields(type: type)
      collect(operation.selectionSet, into: &collection)
      check(collection, name, at: document[operation.selectionSet].range.start)
    }
  }

  private mutating func check(_ collection: SubscriptionFields, _ name: String, at offset: Int) {
    let rule = Rule.singleFieldSubscriptions
    if !collection.conditions.isEmpty {
      report(
        rule, "\(name) must not use `@skip` or `@include` directives in the top level selection.",
        at: collection.conditions)
      return
    }
    if collection.groups.isEmpty { report(rule, "\(name) must select one top level field.", at: offset) }
    if collection.groups.count > 1 {
      report(
        rule, "\(name) must select only one top level field.",
        at: collection.groups.dropFirst().flatMap { $0.map(\.range.start) })
    }
    for group in collection.groups where group.first.map({ document.text($0.name).hasPrefix("__") }) ?? false {
      report(rule, "\(name) must not select an introspection top level field.", at: group.map(\.range.start))
    }
  }

  /// `CollectSubscriptionFields()`, each fragment once, without recursion through fragments. What a condition stands on is
  /// not collected.
  private func collect(_ selectionSet: NodeID<SelectionSet>, into collection: inout SubscriptionFields) {
    var pending = Array(document[selectionSet].selections.reversed())
    while let selection = pending.popLast() {
      switch document[selection] {
      case .field(let id):
        guard collection.admits(condition(in: document[id].directives)) else { continue }
        collection.add(document[id])
      case .inlineFragment(let id):
        let fragment = document[id]
        guard collection.admits(condition(in: fragment.directives)) else { continue }
        let type = resolution.selectionSetTypes[fragment.selectionSet.index]
        guard fragment.typeCondition == nil || applies(type, collection.type) else { continue }
        pending += document[fragment.selectionSet].selections.reversed()
      case .fragmentSpread(let id):
        let name = document[id].name.id
        guard collection.admits(condition(in: document[id].directives)) else { continue }
        guard collection.fragments.insert(name).inserted, let fragment = resolution.fragmentsByName[name],
          applies(resolution.selectionSetTypes[document[fragment].selectionSet.index], collection.type)
        else { continue }
        pending += document[document[fragment].selectionSet].selections.reversed()
      }
    }
  }

  private func applies(_ condition: TypeID?, _ type: TypeID) -> Bool {
    condition.map { schema.isPossible(type, of: $0) } ?? false
  }

  /// Where `@skip` stands, else `@include`.
  private func condition(in directives: NodeRange<Directive>) -> Int? {
    for name in ["skip", "include"] {
      if let id = directives.first(where: { document.text(document[$0].name) == name }) {
        return document[id].range.start
      }
    }
    return nil
  }
}

/// The root fields of a subscription by response name, in order.
private struct SubscriptionFields {
  let type: TypeID
  private(set) var conditions: [Int] = []
  var fragments: Set<NameID> = []
  private(set) var groups: [[Field]] = []
  private var positions: [NameID: Int] = [:]

  init(type: TypeID) {
    self.type = type
  }

  /// Whether a selection may be collected: not if it has a condition, which is noted.
  mutating func admits(_ condition: Int?) -> Bool {
    guard let condition else { return true }
    conditions.append(condition)
    return false
  }

  mutating func add(_ field: Field) {
    let name = field.responseName.id
    if let position = positions[name] {
      groups[position].append(field)
    } else {
      positions[name] = groups.count
      groups.append([field])
    }
  }
}
