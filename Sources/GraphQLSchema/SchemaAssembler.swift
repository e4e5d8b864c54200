internal import GraphQLLanguage

/// Turns collected syntax into a schema whose names are resolved.
///
/// Coercing defaults and directive arguments needs the types they belong to, so a schema is assembled twice: a draft
/// without coerced values, which the checks read, then the schema itself, whose values are coerced with the draft.
struct SchemaAssembler {
  let collection: DefinitionCollection
  let options: Schema.Options
  /// The draft, on the second round.
  let draft: Schema?

  /// Without a query type the introspection type stands in for it, so that a draft can be checked. Nil only when a type
  /// that every schema has is missing.
  func assemble() -> Schema? {
    let roots = rootTypes()
    guard let query = roots[.query] ?? typeID("__Schema"), let string = typeID("String"), let schema = typeID("__Schema"),
      let type = typeID("__Type")
    else { return nil }
    let hidden = HiddenTypes(collection, options: options, roots: Set(roots.values))
    var types = collection.types.indices.map { parts(of: $0) }
    for index in types.indices {
      types[index].isHidden = hidden.contains(index)
      for interface in types[index].interfaces
      where types[index].kind == .object && types[interface.index].kind == .interface {
        types[interface.index].possibleTypes.append(types[index].id)
      }
    }
    let metaFields = Schema.MetaFields(
      typename: metaField("__typename", .typename, TypeReference(string).nonNull),
      schema: metaField("__schema", .schema, TypeReference(schema).nonNull),
      type: metaField("__type", .type, TypeReference(type), arguments: [nameArgument(TypeReference(string).nonNull)]))
    return Schema(
      Schema.Parts(
        description: description(of: collection.schema.first?.node.description, in: collection.schema.first?.document),
        types: types.map { TypeDefinition($0) }, directives: collection.directives.map(directive), queryType: query,
        mutationType: roots[.mutation], subscriptionType: roots[.subscription],
        appliedDirectives: AppliedDirectives(
          collection.schema.flatMap { appliedDirectives($0.node.directives, in: $0.document) }),
        origin: collection.schema.first.map { SourceOffset(document: $0.document, offset: $0.node.range.start) },
        rootOrigins: rootOrigins(), options: options, metaFields: metaFields))
  }

  /// As the schema definition and its extensions say; without a definition, by the default names.
  func rootTypes() -> [OperationType: TypeID] {
    var roots: [OperationType: TypeID] = [:]
    if collection.schema.first.map(\.node.isExtension) ?? true {
      for operation in OperationType.allCases { roots[operation] = typeID(operation.defaultTypeName) }
    }
    for part in collection.schema {
      for id in part.node.rootOperationTypes {
        let root = collection.documents[part.document][id]
        roots[root.operation] = typeID(collection.text(root.type, in: part.document))
      }
    }
    return roots
  }

  /// Where the root types are named; the last place counts, as for the types themselves.
  private func rootOrigins() -> [OperationType: SourceOffset] {
    var origins: [OperationType: SourceOffset] = [:]
    for part in collection.schema {
      for id in part.node.rootOperationTypes {
        let root = collection.documents[part.document][id]
        origins[root.operation] = SourceOffset(document: part.document, offset: root.type.start)
      }
    }
    return origins
  }

  func typeID(_ name: String) -> TypeID? {
    collection.typeIndex[name].map { TypeID($0) }
  }

  private func metaField(
    _ name: String, _ meta: MetaField, _ type: TypeReference, arguments: [InputValueDefinition] = []
  ) -> FieldDefinition {
    FieldDefinition(
      name: name, description: nil, arguments: arguments, type: type, index: -1, meta: meta,
      origin: SourceOffset(document: collection.documents.count - 1, offset: 0))
  }

  private func nameArgument(_ type: TypeReference) -> InputValueDefinition {
    InputValueDefinition(
      name: "name", description: nil, type: type, defaultValue: nil, defaultLiteral: nil, deprecationReason: nil,
      appliedDirectives: AppliedDirectives([]),
      origin: SourceOffset(document: collection.documents.count - 1, offset: 0))
  }
}

extension SchemaAssembler {
  private func parts(of index: Int) -> TypeDefinition.Parts {
    let collected = collection.types[index]
    let definition = collected.parts[0]
    var parts = TypeDefinition.Parts(
      id: TypeID(index), kind: collected.kind, name: collected.name,
      origin: SourceOffset(document: definition.document, offset: definition.node.name.start))
    parts.description = description(of: definition.node.description, in: definition.document)
    parts.isBuiltIn = collected.isBuiltIn
    var applied: [AppliedDirective] = []
    for part in collected.parts {
      let document = collection.documents[part.document]
      let mentions = { (nodes: NodeRange<NamedTypeNode>) in
        nodes.compactMap { id -> TypeMention? in
          let name = document[id].name
          let place = SourceOffset(document: part.document, offset: name.start)
          return typeID(document.text(name)).map { TypeMention(type: $0, place: place) }
        }
      }
      let (interfaces, members) = (mentions(part.node.interfaces), mentions(part.node.members))
      parts.interfaces += interfaces.map(\.type)
      parts.possibleTypes += members.map(\.type)
      parts.mentions += interfaces + members
      parts.starts.append(SourceOffset(document: part.document, offset: part.node.range.start))
      for id in part.node.fields {
        parts.fields.append(field(document[id], index: parts.fields.count, in: part.document))
      }
      parts.inputFields += part.node.inputFields.map { inputValue(document[$0], in: part.document) }
      parts.enumValues += part.node.values.map { enumValue(document[$0], in: part.document) }
      applied += appliedDirectives(part.node.directives, in: part.document)
    }
    if parts.kind == .object { parts.possibleTypes = [parts.id] }
    parts.appliedDirectives = AppliedDirectives(applied)
    parts.specifiedByURL = parts.appliedDirectives.first("specifiedBy")?.argument("url")?.text
    parts.isOneOf = parts.appliedDirectives.first("oneOf") != nil
    return parts
  }

  private func field(_ node: FieldDefinitionNode, index: Int, in document: Int) -> FieldDefinition {
    let applied = AppliedDirectives(appliedDirectives(node.directives, in: document))
    return FieldDefinition(
      name: collection.text(node.name, in: document), description: description(of: node.description, in: document),
      arguments: node.arguments.map { inputValue(collection.documents[document][$0], in: document) },
      type: type(node.type, in: document), index: index, deprecationReason: deprecationReason(applied),
      appliedDirectives: applied, origin: SourceOffset(document: document, offset: node.name.start),
      places: places(node.range, node.type, nil, applied, in: document))
  }

  private func places(
    _ range: SourceRange, _ type: NodeID<TypeReferenceNode>, _ defaultValue: NodeID<Value>?,
    _ applied: AppliedDirectives, in document: Int
  ) -> Places {
    let place = { (range: SourceRange) in SourceOffset(document: document, offset: range.start) }
    return Places(
      start: place(range), type: place(collection.documents[document][type].range),
      defaultValue: defaultValue.map { place(collection.documents[document][$0].range) },
      deprecated: applied.first("deprecated")?.origin)
  }

  private func inputValue(_ node: InputValueDefinitionNode, in document: Int) -> InputValueDefinition {
    let applied = AppliedDirectives(appliedDirectives(node.directives, in: document))
    let type = type(node.type, in: document)
    return InputValueDefinition(
      name: collection.text(node.name, in: document), description: description(of: node.description, in: document),
      type: type, defaultValue: node.defaultValue.flatMap { coerce($0, to: type, in: document) },
      defaultLiteral: node.defaultValue.map { InputValue(literal: $0, in: collection.documents[document]) },
      deprecationReason: deprecationReason(applied), appliedDirectives: applied,
      origin: SourceOffset(document: document, offset: node.name.start),
      places: places(node.range, node.type, node.defaultValue, applied, in: document))
  }

  private func enumValue(_ node: EnumValueDefinitionNode, in document: Int) -> EnumValueDefinition {
    let applied = AppliedDirectives(appliedDirectives(node.directives, in: document))
    return EnumValueDefinition(
      name: collection.text(node.name, in: document), description: description(of: node.description, in: document),
      deprecationReason: deprecationReason(applied), appliedDirectives: applied,
      origin: SourceOffset(document: document, offset: node.name.start),
      start: SourceOffset(document: document, offset: node.range.start))
  }

  private func directive(_ collected: DefinitionCollection.CollectedDirective) -> DirectiveDefinition {
    let (document, node) = (collected.part.document, collected.part.node)
    return DirectiveDefinition(
      name: collected.name, description: description(of: node.description, in: document),
      arguments: node.arguments.map { inputValue(collection.documents[document][$0], in: document) },
      isRepeatable: node.isRepeatable, locations: node.locations,
      isHidden: options.hiddenDirectives.contains(collected.name), isBuiltIn: collected.isBuiltIn,
      origin: SourceOffset(document: document, offset: node.name.start),
      start: SourceOffset(document: document, offset: node.range.start))
  }

  private func description(of id: NodeID<Value>?, in document: Int?) -> String? {
    guard let id, let document else { return nil }
    return collection.documents[document].string(of: collection.documents[document][id])
  }

  private func deprecationReason(_ applied: AppliedDirectives) -> String? {
    applied.first("deprecated").map { $0.argument("reason")?.text ?? "No longer supported" }
  }

  /// Names were checked before: an unknown one cannot be met here, and would give the first type.
  private func type(_ id: NodeID<TypeReferenceNode>, in document: Int) -> TypeReference {
    let node = collection.documents[document][id]
    switch node.kind {
    case .named(let name): return TypeReference(typeID(collection.text(name, in: document)) ?? TypeID(0))
    case .list(let item):
      let itemType = type(item, in: document)
      return itemType.list ?? itemType
    case .nonNull(let nullable): return type(nullable, in: document).nonNull
    }
  }
}

extension SchemaAssembler {
  private func coerce(_ value: NodeID<Value>, to type: TypeReference, in document: Int) -> InputValue? {
    guard let draft else { return nil }
    do throws(InputProblem) {
      return try draft.coerce(literal: value, in: collection.documents[document], to: type) { _ in nil }
    } catch {
      return nil
    }
  }

  private func appliedDirectives(_ nodes: NodeRange<Directive>, in document: Int) -> [AppliedDirective] {
    nodes.map { id in
      let source = collection.documents[document]
      let node = source[id]
      let definition = draft?.directive(named: source.text(node.name))
      let arguments = node.arguments.map { id in
        let argument = source[id]
        let name = source.text(argument.name)
        let literal = InputValue(literal: argument.value, in: source)
        let coerced = definition?.argument(named: name).flatMap { coerce(argument.value, to: $0.type, in: document) }
        return InputObjectField(name, coerced ?? literal)
      }
      let defaults = (definition?.arguments ?? []).compactMap { argument in
        draft?.defaultValue(of: argument).map { InputObjectField(argument.name, $0) }
      }
      return AppliedDirective(
        name: source.text(node.name), arguments: arguments, defaults: defaults,
        origin: SourceOffset(document: document, offset: node.range.start))
    }
  }
}
