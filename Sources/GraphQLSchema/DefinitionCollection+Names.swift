internal import GraphQLLanguage

extension DefinitionCollection {
  /// Finds names used twice in one place and names of types that do not exist; only without these can types be assembled.
  mutating func checkNames() {
    for type in types where !type.isBuiltIn { checkMembers(of: type) }
    for directive in directives where !directive.isBuiltIn {
      let part = directive.part
      checkArguments(
        part.node.arguments, of: "@\(directive.name)", rule: "UniqueArgumentDefinitionNames", in: part.document)
    }
    checkRootOperationTypes()
    for index in documents.indices { checkReferences(in: index) }
  }

  private mutating func checkMembers(of type: CollectedType) {
    var fields = SeenNames(rule: "UniqueFieldDefinitionNames") {
      "Field \"\(type.name).\($0)\" can only be defined once."
    }
    var values = SeenNames(rule: "UniqueEnumValueNames") {
      "Enum value \"\(type.name).\($0)\" can only be defined once."
    }
    var members = SeenNames(rule: "UniqueUnionMembers") {
      "Union type \"\(type.name)\" can only include \"\($0)\" once."
    }
    var interfaces = SeenNames(rule: "UniqueInterfaces") { "Type \"\(type.name)\" can only implement \"\($0)\" once." }
    for part in type.parts {
      let document = documents[part.document]
      for id in part.node.fields {
        let name = document[id].name
        fields.add(name, document, part.document, &self)
        let path = "\(type.name).\(document.text(name))"
        checkArguments(document[id].arguments, of: path, rule: "UniqueArgumentDefinitionNames", in: part.document)
      }
      for id in part.node.inputFields { fields.add(document[id].name, document, part.document, &self) }
      for id in part.node.values { values.add(document[id].name, document, part.document, &self) }
      for id in part.node.members { members.add(document[id].name, document, part.document, &self) }
      for id in part.node.interfaces { interfaces.add(document[id].name, document, part.document, &self) }
    }
  }

  private mutating func checkArguments(
    _ arguments: NodeRange<InputValueDefinitionNode>, of path: String, rule: String, in document: Int
  ) {
    var names = SeenNames(rule: rule) { "Argument \"\(path)(\($0):)\" can only be defined once." }
    for id in arguments { names.add(documents[document][id].name, documents[document], document, &self) }
  }

  private mutating func checkRootOperationTypes() {
    var seen: [OperationType: SourceOffset] = [:]
    for part in schema {
      for id in part.node.rootOperationTypes {
        let root = documents[part.document][id]
        let offset = location(root.range.start, in: part.document)
        if let first = seen[root.operation] {
          report(
            "UniqueOperationTypes", "There can be only one \(root.operation.rawValue) type in a schema.", first, offset)
        } else {
          seen[root.operation] = offset
        }
        checkType(root.type, in: part.document)
      }
    }
  }

  private mutating func checkReferences(in index: Int) {
    let document = documents[index]
    for type in document.typeReferences {
      if case .named(let name) = type.kind { checkType(name, in: index) }
    }
    for type in document.namedTypes { checkType(type.name, in: index) }
    for id in document.typeReferences.indices where listDepth(of: id, in: document) > TypeReference.listDepthMax {
      let offset = location(document.typeReferences[id].range.start, in: index)
      report("ListDepth", "A type can have at most \(TypeReference.listDepthMax) lists around it.", offset)
    }
  }

  private func listDepth(of index: Int, in document: Document) -> Int {
    var depth = 0
    var type = document.typeReferences[index]
    while true {
      switch type.kind {
      case .named: return depth
      case .nonNull(let nullable): type = document[nullable]
      case .list(let item):
        depth += 1
        type = document[item]
      }
    }
  }

  private mutating func checkType(_ name: Name, in document: Int) {
    let text = text(name, in: document)
    if typeIndex[text] == nil {
      report("KnownTypeNames", "Unknown type \"\(text)\".", location(name.start, in: document))
    }
  }
}

/// The names seen so far in one place, and what to say of the second of a kind.
private struct SeenNames {
  let rule: String
  let message: (String) -> String
  private var seen: [String: SourceOffset] = [:]

  init(rule: String, message: @escaping (String) -> String) {
    self.rule = rule
    self.message = message
  }

  mutating func add(_ name: Name, _ document: Document, _ index: Int, _ collection: inout DefinitionCollection) {
    let text = document.text(name)
    let offset = SourceOffset(document: index, offset: name.start)
    if let first = seen[text] {
      collection.report(rule, message(text), first, offset)
    } else {
      seen[text] = offset
    }
  }
}
