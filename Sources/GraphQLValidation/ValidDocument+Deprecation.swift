public import GraphQLLanguage
internal import GraphQLSchema

/// A place where a document uses what the schema asks clients to stop using.
public struct DeprecatedUse: Hashable, Sendable {
  public let coordinate: SchemaCoordinate
  public let reason: String
  public let offset: Int
}

extension ValidDocument {
  /// The deprecated fields, arguments, input fields and enum values that the document names, in its order. O(document).
  public var deprecatedUses: [DeprecatedUse] {
    var search = DeprecationSearch(valid: self)
    search.searchFields()
    search.searchDirectives()
    search.searchDefaults()
    return search.uses.sorted { $0.offset < $1.offset }
  }
}

private struct DeprecationSearch {
  let valid: ValidDocument
  var uses: [DeprecatedUse] = []

  private var document: Document { valid.document }
  private var schema: Schema { valid.schema }

  init(valid: ValidDocument) {
    self.valid = valid
  }

  private mutating func add(_ coordinate: SchemaCoordinate, _ reason: String?, at offset: Int) {
    guard let reason else { return }
    uses.append(DeprecatedUse(coordinate: coordinate, reason: reason, offset: offset))
  }

  mutating func searchFields() {
    for selection in document.selections {
      guard case .field(let id) = selection else { continue }
      let (field, definition) = (document[id], valid.definition(of: id))
      let type = schema[valid.parentType(of: id)].name
      add(.member(type: type, name: definition.name), definition.deprecationReason, at: field.range.start)
      search(field.arguments, definition.arguments) { .argument(type: type, field: definition.name, name: $0) }
    }
  }

  mutating func searchDirectives() {
    for directive in document.directives {
      guard let definition = schema.directive(named: document.text(directive.name)) else { continue }
      search(directive.arguments, definition.arguments) { .directiveArgument(directive: definition.name, name: $0) }
    }
  }

  mutating func searchDefaults() {
    for (index, variable) in document.variableDefinitions.enumerated() {
      let id = NodeID<VariableDefinition>(rawValue: Int32(truncatingIfNeeded: index))
      if let value = variable.defaultValue { search(value, as: valid.type(of: id)) }
    }
  }

  private mutating func search(
    _ arguments: NodeRange<Argument>, _ definitions: [InputValueDefinition], _ coordinate: (String) -> SchemaCoordinate
  ) {
    for id in arguments {
      let argument = document[id]
      let name = document.text(argument.name)
      guard let definition = definitions.first(where: { $0.name == name }) else { continue }
      add(coordinate(name), definition.deprecationReason, at: argument.range.start)
      search(argument.value, as: definition.type)
    }
  }

  /// Depth is bounded by the parser's nesting.
  private mutating func search(_ id: NodeID<Value>, as type: TypeReference) {
    let value = document[id]
    let definition = schema[type]
    switch value.kind {
    case .list(let items):
      for item in items { search(item, as: type.nullable.item ?? type) }
    case .enum(let name):
      let text = document.text(name)
      add(
        .member(type: definition.name, name: text), definition.enumValue(named: text)?.deprecationReason,
        at: value.range.start)
    case .object(let fields):
      for id in fields {
        let name = document.text(document[id].name)
        guard let field = definition.inputField(named: name) else { continue }
        add(.member(type: definition.name, name: name), field.deprecationReason, at: document[id].range.start)
        search(document[id].value, as: field.type)
      }
    default: return
    }
  }
}
