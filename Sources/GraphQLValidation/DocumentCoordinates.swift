public import GraphQLLanguage
public import GraphQLSchema

/// Says of a place in a document, valid or not, which element of the schema it is about.
///
/// That is the innermost field, argument, input field or directive around it that the schema has, or else the innermost type:
/// an unknown field is about the type it is selected on, an unknown argument about its field.
public struct DocumentCoordinates {
  private let document: Document
  private let schema: Schema
  private let resolution: TypeResolution

  /// Looks up every name of the document. O(document).
  public init(of document: Document, in schema: Schema) {
    self.document = document
    self.schema = schema
    resolution = TypeResolver.resolve(document, schema)
  }

  /// What an error is about: of its places the first that is about less than a whole type, otherwise the first.
  public func coordinate(of diagnostic: Diagnostic) -> SchemaCoordinate? {
    let coordinates = diagnostic.locations.compactMap { coordinate(at: $0.offset) }
    let isType = { (coordinate: SchemaCoordinate) in if case .type = coordinate { true } else { false } }
    return coordinates.first { !isType($0) } ?? coordinates.first
  }

  /// What a byte is about; nil where the schema has nothing around it. O(siblings of the nodes around it).
  public func coordinate(at offset: Int) -> SchemaCoordinate? {
    guard let definition = document.definitions.first(where: { document.range(of: $0).contains(offset) }) else { return nil }
    switch definition {
    case .operation(let id): return coordinate(at: offset, in: document[id])
    case .fragment(let id): return coordinate(at: offset, in: document[id])
    case .schema, .type, .directive: return nil
    }
  }
}

extension DocumentCoordinates {
  private func coordinate(at offset: Int, in operation: OperationDefinition) -> SchemaCoordinate? {
    let variable = operation.variables.first { document[$0].range.contains(offset) }
    return variable.flatMap { coordinate(at: offset, in: $0) }
      ?? coordinate(at: offset, in: operation.directives)
      ?? coordinate(at: offset, in: operation.selectionSet)
      ?? type(resolution.selectionSetTypes[operation.selectionSet.index])
  }

  private func coordinate(at offset: Int, in id: NodeID<VariableDefinition>) -> SchemaCoordinate? {
    let variable = document[id]
    if let directive = coordinate(at: offset, in: variable.directives) { return directive }
    guard let reference = resolution.variableTypes[id.index] else { return nil }
    if let value = variable.defaultValue, document[value].range.contains(offset) {
      return coordinate(at: offset, in: value, as: reference) ?? type(reference.name)
    }
    return document[variable.type].range.contains(offset) ? type(reference.name) : nil
  }

  private func coordinate(at offset: Int, in fragment: FragmentDefinition) -> SchemaCoordinate? {
    coordinate(at: offset, in: fragment.directives)
      ?? coordinate(at: offset, in: fragment.selectionSet)
      ?? type(fragment.typeCondition)
  }

  /// Depth is bounded by the parser's nesting.
  private func coordinate(at offset: Int, in id: NodeID<SelectionSet>) -> SchemaCoordinate? {
    let selectionSet = document[id]
    guard selectionSet.range.contains(offset) else { return nil }
    for selection in selectionSet.selections {
      let inner: SchemaCoordinate?
      switch document[selection] {
      case .field(let field): inner = coordinate(at: offset, in: field)
      case .fragmentSpread(let spread): inner = coordinate(at: offset, in: document[spread].directives)
      case .inlineFragment(let fragment): inner = coordinate(at: offset, in: document[fragment])
      }
      if let inner { return inner }
    }
    return type(resolution.selectionSetTypes[id.index])
  }

  private func coordinate(at offset: Int, in id: NodeID<Field>) -> SchemaCoordinate? {
    let field = document[id]
    guard field.range.contains(offset), let parent = resolution.fieldParents[id.index] else { return nil }
    let typeName = schema[parent].name
    guard let definition = resolution.fieldDefinitions[id.index] else {
      return coordinate(at: offset, in: field.directives) ?? .type(typeName)
    }
    let argument = coordinate(at: offset, in: field.arguments) { name in
      .argument(type: typeName, field: definition.name, name: name)
    }
    return argument
      ?? coordinate(at: offset, in: field.directives)
      ?? field.selectionSet.flatMap { coordinate(at: offset, in: $0) }
      ?? .member(type: typeName, name: definition.name)
  }

  private func coordinate(at offset: Int, in fragment: InlineFragment) -> SchemaCoordinate? {
    if let condition = fragment.typeCondition, condition.range.contains(offset) { return type(condition) }
    return coordinate(at: offset, in: fragment.directives) ?? coordinate(at: offset, in: fragment.selectionSet)
  }

  private func coordinate(at offset: Int, in directives: NodeRange<Directive>) -> SchemaCoordinate? {
    guard let id = directives.first(where: { document[$0].range.contains(offset) }),
      let directive = resolution.directiveDefinitions[id.index]?.name
    else { return nil }
    return coordinate(at: offset, in: document[id].arguments) { .directiveArgument(directive: directive, name: $0) }
      ?? .directive(directive)
  }

  private func coordinate(
    at offset: Int, in arguments: NodeRange<Argument>, _ coordinate: (String) -> SchemaCoordinate
  ) -> SchemaCoordinate? {
    guard let id = arguments.first(where: { document[$0].range.contains(offset) }),
      let definition = resolution.argumentDefinitions[id.index]
    else { return nil }
    return self.coordinate(at: offset, in: document[id].value, as: definition.type) ?? coordinate(definition.name)
  }

  /// The input field around a place in a literal, or the input object where that field is unknown.
  private func coordinate(at offset: Int, in id: NodeID<Value>, as type: TypeReference) -> SchemaCoordinate? {
    switch document[id].kind {
    case .list(let items):
      guard let item = items.first(where: { document[$0].range.contains(offset) }) else { return nil }
      return coordinate(at: offset, in: item, as: type.nullable.item ?? type)
    case .object(let fields):
      let object = schema[type]
      guard object.kind == .inputObject, let id = fields.first(where: { document[$0].range.contains(offset) }) else {
        return nil
      }
      guard let field = object.inputField(named: document.text(document[id].name)) else { return .type(object.name) }
      return coordinate(at: offset, in: document[id].value, as: field.type) ?? .member(type: object.name, name: field.name)
    default: return nil
    }
  }

  private func type(_ id: TypeID?) -> SchemaCoordinate? { id.map { .type(schema[$0].name) } }

  private func type(_ name: Name) -> SchemaCoordinate? {
    schema.type(named: document.text(name)).flatMap { $0.isHidden ? nil : .type($0.name) }
  }
}

extension SourceRange {
  fileprivate func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
}
