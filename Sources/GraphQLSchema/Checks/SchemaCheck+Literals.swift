internal import GraphQLLanguage

extension SchemaCheck {
  /// Defaults, and the arguments of directives, fit their types.
  mutating func checkLiterals() {
    for (index, document) in collection.documents.enumerated() {
      for value in document.inputValueDefinitions {
        guard let literal = value.defaultValue, let type = schema.typeReference(value.type, in: document) else {
          continue
        }
        check(literal, as: type, in: index)
      }
      for directive in document.directives {
        guard let definition = schema.directive(named: document.text(directive.name)) else { continue }
        for id in directive.arguments {
          guard let type = definition.argument(named: document.text(document[id].name))?.type else { continue }
          check(document[id].value, as: type, in: index)
        }
      }
    }
  }

  private mutating func check(_ literal: NodeID<Value>, as type: TypeReference, in document: Int) {
    let source = collection.documents[document]
    for problem in schema.problems(of: literal, in: source, as: type) {
      let offset = problem.offset ?? source[literal].range.start
      report("ValuesOfCorrectType", problem.message, SourceOffset(document: document, offset: offset))
    }
  }

  /// A type has no more lists around it than `TypeReference` can say.
  mutating func checkListDepths() {
    for (index, document) in collection.documents.enumerated() {
      for type in document.typeReferences where listDepth(of: type, in: document) > TypeReference.listDepthMax {
        let place = SourceOffset(document: index, offset: type.range.start)
        report("ListDepth", "A type can have at most \(TypeReference.listDepthMax) lists around it.", place)
      }
    }
  }

  private func listDepth(of type: TypeReferenceNode, in document: Document) -> Int {
    var depth = 0
    var type = type
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
}
