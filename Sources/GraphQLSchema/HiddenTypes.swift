internal import GraphQLLanguage

/// The types that only hidden directives need: reachable from their arguments, and from nothing that clients see.
struct HiddenTypes {
  private var hidden: Set<Int> = []

  init(_ collection: DefinitionCollection, options: Schema.Options, roots: Set<TypeID>) {
    if options.hiddenDirectives.isEmpty { return }
    var needed: [Int] = []
    var seen: [Int] = roots.map(\.index)
    for directive in collection.directives {
      let types = Self.types(of: directive.part.node.arguments, in: directive.part.document, collection)
      if options.hiddenDirectives.contains(directive.name) { needed += types } else { seen += types }
    }
    let neededClosure = Self.closure(of: needed, collection)
    seen += collection.types.indices.filter { !neededClosure.contains($0) || collection.types[$0].isBuiltIn }
    hidden = neededClosure.subtracting(Self.closure(of: seen, collection))
  }

  func contains(_ type: Int) -> Bool { hidden.contains(type) }

  private static func closure(of types: [Int], _ collection: DefinitionCollection) -> Set<Int> {
    var closure = Set(types)
    var pending = Array(closure)
    while let type = pending.popLast() {
      for next in references(of: collection.types[type], collection) where closure.insert(next).inserted {
        pending.append(next)
      }
    }
    return closure
  }

  private static func references(of type: DefinitionCollection.CollectedType, _ collection: DefinitionCollection)
    -> [Int]
  {
    type.parts.flatMap { part in
      let document = collection.documents[part.document]
      let names = part.node.interfaces.map { $0 } + part.node.members.map { $0 }
      return names.compactMap { collection.typeIndex[document.text(document[$0].name)] }
        + types(of: part.node.inputFields, in: part.document, collection)
        + part.node.fields.flatMap { id in
          [named(document[id].type, document, collection)].compactMap { $0 }
            + types(of: document[id].arguments, in: part.document, collection)
        }
    }
  }

  private static func types(
    of values: NodeRange<InputValueDefinitionNode>, in document: Int, _ collection: DefinitionCollection
  ) -> [Int] {
    let document = collection.documents[document]
    return values.compactMap { named(document[$0].type, document, collection) }
  }

  private static func named(
    _ id: NodeID<TypeReferenceNode>, _ document: Document, _ collection: DefinitionCollection
  ) -> Int? {
    switch document[id].kind {
    case .named(let name): collection.typeIndex[document.text(name)]
    case .list(let item): named(item, document, collection)
    case .nonNull(let nullable): named(nullable, document, collection)
    }
  }
}
