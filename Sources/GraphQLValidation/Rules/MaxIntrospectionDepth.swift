internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Introspection goes through at most two lists of fields, interfaces, possible types or input fields inside each other.
  ///
  /// Each such level multiplies the answer by the size of the schema. Not a rule of the specification; the reference
  /// implementation recommends it. Each fragment is walked once per number of lists above it, without recursion.
  mutating func checkMaxIntrospectionDepth() {
    let lists = Set(document.names.indices.filter { Self.listFields.contains(document.names[$0]) })
    for field in document.fields where !isFull {
      guard Self.rootFields.contains(document.text(field.name)), let selectionSet = field.selectionSet,
        exceedsIntrospectionDepth(selectionSet, lists)
      else { continue }
      report(.maxIntrospectionDepth, "Maximum introspection depth exceeded.", at: field.range.start)
    }
  }

  private static let rootFields: Set<String> = ["__schema", "__type"]
  private static let listFields: Set<String> = ["fields", "interfaces", "possibleTypes", "inputFields"]
  private static let listsMax = 2

  private func exceedsIntrospectionDepth(_ selectionSet: NodeID<SelectionSet>, _ lists: Set<Int>) -> Bool {
    var deepest: [NameID: Int] = [:]
    var pending = [(set: selectionSet, depth: 0)]
    while let (set, depth) = pending.popLast() {
      for selection in document[set].selections {
        switch document[selection] {
        case .field(let id):
          let inner = depth + (lists.contains(document[id].name.id.index) ? 1 : 0)
          if inner > Self.listsMax { return true }
          if let set = document[id].selectionSet { pending.append((set, inner)) }
        case .inlineFragment(let id): pending.append((document[id].selectionSet, depth))
        case .fragmentSpread(let id):
          let name = document[id].name.id
          guard let fragment = resolution.fragmentsByName[name], deepest[name] ?? -1 < depth else { continue }
          deepest[name] = depth
          pending.append((document[fragment].selectionSet, depth))
        }
      }
    }
    return false
  }
}
