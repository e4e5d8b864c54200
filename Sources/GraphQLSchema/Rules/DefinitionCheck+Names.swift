internal import GraphQLLanguage

extension DefinitionCheck {
  /// There is one schema definition, and none where the extended documents have a schema already.
  mutating func checkLoneSchemaDefinition() {
    var places: [SourceOffset] = []
    forEachDefinition { definition, document, number in
      guard case .schema(let id) = definition, !document[id].isExtension else { return }
      places.append(SourceOffset(document: number, offset: document[id].range.start))
    }
    let extendsSchema = !baseRootTypes.isEmpty || places.contains { $0.document < baseCount }
    let allowed = extendsSchema ? 0 : 1
    for place in places.filter({ $0.document >= baseCount }).dropFirst(allowed) {
      report(
        .loneSchemaDefinition,
        extendsSchema
          ? "Cannot define a new schema within a schema extension." : "Must provide only one schema definition.", place)
    }
  }

  /// Each operation has one root type.
  mutating func checkUniqueOperationTypes() {
    var seen = SeenNames<OperationType>()
    for (operation, place) in baseRootTypes { _ = seen.add(operation, at: place) }
    for number in baseCount..<collection.authoredCount {
      for root in collection.documents[number].rootOperationTypes {
        let place = SourceOffset(document: number, offset: root.range.start)
        guard let first = seen.add(root.operation, at: place) else { continue }
        report(.uniqueOperationTypes, "There can be only one \(root.operation.rawValue) type in a schema.", first, place)
      }
    }
  }

  /// Where the extended documents name their root types: in schema definitions, or by the default names.
  private var baseRootTypes: [OperationType: SourceOffset] {
    var roots: [OperationType: SourceOffset] = [:]
    for (number, document) in collection.documents[..<baseCount].enumerated() {
      for root in document.rootOperationTypes {
        roots[root.operation] = SourceOffset(document: number, offset: root.range.start)
      }
    }
    if !roots.isEmpty { return roots }
    for operation in OperationType.allCases {
      guard let type = collection.typeIndex[operation.defaultTypeName].map({ collection.types[$0].parts[0] }),
        type.document < baseCount
      else { continue }
      roots[operation] = SourceOffset(document: type.document, offset: type.node.name.start)
    }
    return roots
  }

  mutating func checkUniqueTypeNames() {
    var seen = SeenNames<String>()
    var found: [(name: String, places: [SourceOffset])] = []
    forEachDefinition { definition, document, number in
      guard case .type(let id) = definition, !document[id].isExtension else { return }
      let name = document.text(document[id].name)
      let place = SourceOffset(document: number, offset: document[id].name.start)
      if let first = seen.add(name, at: place) {
        found.append((name, [first, place]))
      } else if BuiltInScalar(rawValue: name) != nil && document[id].kind != .scalar {
        found.append((name, [place]))
      }
    }
    for (name, places) in found {
      let message =
        places.count == 1
        ? "Type \"\(name)\" is defined by the specification and cannot be defined again."
        : "There can be only one type named \"\(name)\"."
      report(.uniqueTypeNames, message, places)
    }
  }

  /// A schema that is extended has the built-in directives already; otherwise a document may spell them out.
  mutating func checkUniqueDirectiveNames() {
    var seen = SeenNames<String>()
    var found: [(name: String, places: [SourceOffset])] = []
    forEachDefinition { definition, document, number in
      guard case .directive(let id) = definition else { return }
      let name = document.text(document[id].name)
      let place = SourceOffset(document: number, offset: document[id].name.start)
      if let first = seen.add(name, at: place) {
        found.append((name, [first, place]))
      } else if number >= baseCount && baseCount > 0 && BuiltInDefinitions.directiveNames.contains(name) {
        found.append((name, [place]))
      }
    }
    for (name, places) in found {
      report(.uniqueDirectiveNames, "There can be only one directive named \"@\(name)\".", places)
    }
  }

  mutating func checkUniqueEnumValueNames() {
    checkUniqueMembers(.uniqueEnumValueNames, "Enum value") { document, type in type.values.map { document[$0].name } }
  }

  mutating func checkUniqueFieldDefinitionNames() {
    checkUniqueMembers(.uniqueFieldDefinitionNames, "Field") { document, type in
      type.fields.map { document[$0].name } + type.inputFields.map { document[$0].name }
    }
  }

  /// A definition and all extensions of a type name each member once.
  private mutating func checkUniqueMembers(
    _ rule: DefinitionRule, _ noun: String, _ names: (Document, TypeDefinitionNode) -> [Name]
  ) {
    var seen = SeenNames<QualifiedName>()
    var found: [(member: QualifiedName, places: [SourceOffset])] = []
    forEachDefinition { definition, document, number in
      guard case .type(let id) = definition else { return }
      let owner = document.text(document[id].name)
      for name in names(document, document[id]) {
        let member = QualifiedName(owner: owner, name: document.text(name))
        let place = SourceOffset(document: number, offset: name.start)
        if let first = seen.add(member, at: place) { found.append((member, [first, place])) }
      }
    }
    for (member, places) in found where places[1].document >= baseCount {
      report(rule, "\(noun) \"\(member.owner).\(member.name)\" can only be defined once.", places)
    }
  }

  mutating func checkUniqueArgumentDefinitionNames() {
    var lists: [(owner: String, arguments: NodeRange<InputValueDefinitionNode>, document: Int)] = []
    forEachDefinition { definition, document, number in
      switch definition {
      case .type(let id):
        let type = document.text(document[id].name)
        for field in document[id].fields where document[field].arguments.count > 1 {
          lists.append(("\(type).\(document.text(document[field].name))", document[field].arguments, number))
        }
      case .directive(let id):
        lists.append(("@\(document.text(document[id].name))", document[id].arguments, number))
      case .operation, .fragment, .schema: return
      }
    }
    for list in lists where list.document >= baseCount {
      let document = collection.documents[list.document]
      for (name, places) in repeated(list.arguments.map { document[$0].name }, in: list.document) {
        report(
          .uniqueArgumentDefinitionNames, "Argument \"\(list.owner)(\(name):)\" can only be defined once.", places)
      }
    }
  }

  /// The names written more than once, each with all its places.
  func repeated(_ names: [Name], in document: Int) -> [(name: String, places: [SourceOffset])] {
    var groups: [NameID: [Name]] = [:]
    for name in names { groups[name.id, default: []].append(name) }
    if groups.count == names.count { return [] }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0].start < $1[0].start }.map { group in
      (collection.text(group[0], in: document), group.map { SourceOffset(document: document, offset: $0.start) })
    }
  }
}
