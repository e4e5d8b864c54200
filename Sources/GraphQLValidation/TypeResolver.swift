internal import GraphQLLanguage
internal import GraphQLSchema

/// Walks a document once and looks up every name in the schema. Depth is bounded by the parser's nesting.
///
/// Below something unknown nothing has a type, so that one mistake gives one diagnostic. What is hidden is unknown.
struct TypeResolver {
  private let document: Document
  private let schema: Schema
  private var resolution: TypeResolution
  /// By `NameID`, looked up once per distinct name.
  private let typesByName: [TypeID?]
  private let directivesByName: [DirectiveDefinition?]

  static func resolve(_ document: Document, _ schema: Schema) -> TypeResolution {
    var resolver = TypeResolver(document, schema)
    resolver.resolveDefinitions()
    return resolver.resolution
  }

  private init(_ document: Document, _ schema: Schema) {
    self.document = document
    self.schema = schema
    resolution = TypeResolution(document)
    typesByName = document.names.map { schema.type(named: $0).flatMap { $0.isHidden ? nil : $0.id } }
    directivesByName = document.names.map { schema.directive(named: $0).flatMap { $0.isHidden ? nil : $0 } }
    for definition in document.definitions {
      if case .fragment(let id) = definition { resolution.fragmentsByName[document[id].name.id] = id }
    }
  }

  private mutating func resolveDefinitions() {
    for operation in document.operations {
      var part = startPart()
      resolve(operation)
      finish(&part)
      resolution.operations.append(part)
    }
    for fragment in document.fragments {
      var part = startPart()
      resolve(fragment.directives, at: .fragmentDefinition)
      resolve(fragment.selectionSet, on: composite(typesByName[fragment.typeCondition.id.index]))
      finish(&part)
      resolution.fragments.append(part)
    }
  }

  private func startPart() -> TypeResolution.Part {
    TypeResolution.Part(
      usages: resolution.variableUsages.count..<resolution.variableUsages.count,
      spreads: resolution.spreads.count..<resolution.spreads.count)
  }

  private func finish(_ part: inout TypeResolution.Part) {
    part.usages = part.usages.lowerBound..<resolution.variableUsages.count
    part.spreads = part.spreads.lowerBound..<resolution.spreads.count
  }

  private mutating func resolve(_ operation: OperationDefinition) {
    for id in operation.variables {
      let variable = document[id]
      resolution.variableTypes[id.index] = typeReference(variable.type)
      resolve(variable.directives, at: .variableDefinition)
    }
    let location: DirectiveLocation =
      switch operation.type {
      case .query: .query
      case .mutation: .mutation
      case .subscription: .subscription
      }
    resolve(operation.directives, at: location)
    resolve(operation.selectionSet, on: schema.rootType(operation.type))
  }

  private mutating func resolve(_ id: NodeID<SelectionSet>, on type: TypeID?) {
    resolution.selectionSetTypes[id.index] = type
    for selection in document[id].selections {
      switch document[selection] {
      case .field(let field): resolve(field, on: type)
      case .fragmentSpread(let spread):
        resolution.spreadParents[spread.index] = type
        resolution.spreads.append(spread)
        resolve(document[spread].directives, at: .fragmentSpread)
      case .inlineFragment(let fragment):
        let node = document[fragment]
        resolution.inlineFragmentParents[fragment.index] = type
        resolve(node.directives, at: .inlineFragment)
        let condition = node.typeCondition.map { composite(typesByName[$0.id.index]) }
        resolve(node.selectionSet, on: condition ?? type)
      }
    }
  }

  private mutating func resolve(_ id: NodeID<Field>, on parent: TypeID?) {
    let node = document[id]
    let definition = parent.flatMap { schema.field(named: document.text(node.name), on: schema[$0]) }
    resolution.fieldParents[id.index] = parent
    resolution.fieldDefinitions[id.index] = definition
    resolve(node.arguments, among: definition?.arguments ?? [])
    resolve(node.directives, at: .field)
    if let selectionSet = node.selectionSet {
      resolve(selectionSet, on: composite(definition?.type.name))
    }
  }

  private mutating func resolve(_ directives: NodeRange<Directive>, at location: DirectiveLocation) {
    if directives.isEmpty { return }
    resolution.directiveLists.append(TypeResolution.DirectiveList(directives: directives, location: location))
    for id in directives {
      let definition = directivesByName[document[id].name.id.index]
      resolution.directiveDefinitions[id.index] = definition
      resolve(document[id].arguments, among: definition?.arguments ?? [])
    }
  }

  private mutating func resolve(_ arguments: NodeRange<Argument>, among definitions: [InputValueDefinition]) {
    for id in arguments {
      let argument = document[id]
      let name = document.text(argument.name)
      let definition = definitions.first { $0.name == name }
      resolution.argumentDefinitions[id.index] = definition
      resolve(argument.value, as: definition?.type, hasDefault: definition?.defaultValue != nil, oneOfType: nil)
    }
  }

  /// Finds the variables in a value and what their positions expect.
  private mutating func resolve(
    _ id: NodeID<Value>, as type: TypeReference?, hasDefault: Bool, oneOfType: TypeID?
  ) {
    let value = document[id]
    switch value.kind {
    case .variable(let name):
      resolution.variableUsages.append(
        TypeResolution.VariableUsage(
          name: name, offset: value.range.start, type: type, hasDefault: hasDefault, oneOfType: oneOfType))
    case .list(let items):
      let itemType = type?.nullable.item
      for item in items { resolve(item, as: itemType, hasDefault: false, oneOfType: nil) }
    case .object(let fields):
      let object = type.map { schema[$0] }
      for id in fields {
        let field = document[id]
        let definition = object?.inputField(named: document.text(field.name))
        resolve(
          field.value, as: definition?.type, hasDefault: definition?.defaultValue != nil,
          oneOfType: object?.isOneOf == true ? object?.id : nil)
      }
    default: return
    }
  }

  private func composite(_ type: TypeID?) -> TypeID? {
    type.flatMap { schema[$0].isComposite ? $0 : nil }
  }

  private func typeReference(_ id: NodeID<TypeReferenceNode>) -> TypeReference? {
    switch document[id].kind {
    case .named(let name): typesByName[name.id.index].map { TypeReference($0) }
    case .list(let item): typeReference(item)?.list
    case .nonNull(let nullable): typeReference(nullable)?.nonNull
    }
  }
}
