internal import GraphQLLanguage

/// The directives written at one place of a type system document.
struct DirectiveApplication {
  /// What keeps directives apart: a schema and a type each are one place, with all their extensions.
  enum Holder: Hashable {
    case schema
    case type(String)
    /// Anything else, by the first directive on it.
    case part(SourceOffset)
  }

  let directives: NodeRange<Directive>
  let location: DirectiveLocation
  let holder: Holder
  let document: Int

  static func all(in document: Document, number: Int) -> [DirectiveApplication] {
    var walk = DirectiveWalk(document: document, number: number)
    for definition in document.definitions { walk.visit(definition) }
    return walk.applications
  }
}

private struct DirectiveWalk {
  let document: Document
  let number: Int
  var applications: [DirectiveApplication] = []

  mutating func visit(_ definition: Definition) {
    switch definition {
    case .operation, .fragment: return
    case .schema(let id): add(document[id].directives, .schema, .schema)
    case .directive(let id): visit(document[id].arguments, .argumentDefinition)
    case .type(let id):
      let type = document[id]
      add(type.directives, type.kind.directiveLocation, .type(document.text(type.name)))
      for field in type.fields {
        visit(document[field].arguments, .argumentDefinition)
        add(document[field].directives, .fieldDefinition)
      }
      for value in type.values { add(document[value].directives, .enumValue) }
      visit(type.inputFields, .inputFieldDefinition)
    }
  }

  private mutating func visit(_ values: NodeRange<InputValueDefinitionNode>, _ location: DirectiveLocation) {
    for id in values { add(document[id].directives, location) }
  }

  private mutating func add(
    _ directives: NodeRange<Directive>, _ location: DirectiveLocation, _ holder: DirectiveApplication.Holder? = nil
  ) {
    guard let first = directives.first else { return }
    let place = SourceOffset(document: number, offset: document[first].range.start)
    applications.append(
      DirectiveApplication(directives: directives, location: location, holder: holder ?? .part(place), document: number))
  }
}

extension TypeKind {
  /// Where a directive on a type of this kind stands.
  fileprivate var directiveLocation: DirectiveLocation {
    switch self {
    case .scalar: .scalar
    case .object: .object
    case .interface: .interface
    case .union: .union
    case .enum: .enum
    case .inputObject: .inputObject
    }
  }
}
