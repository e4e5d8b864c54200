internal import GraphQLLanguage

/// All definitions of several documents by name, each with its extensions, still as syntax.
struct DefinitionCollection {
  /// A definition or extension and the document it stands in.
  struct Part<Node> {
    let document: Int
    let node: Node

    init(_ node: Node, in document: Int) {
      self.node = node
      self.document = document
    }
  }

  /// A type's definition, then its extensions.
  struct CollectedType {
    let name: String
    let kind: TypeKind
    let isBuiltIn: Bool
    var parts: [Part<TypeDefinitionNode>]
  }

  struct CollectedDirective {
    let name: String
    let isBuiltIn: Bool
    let part: Part<DirectiveDefinitionNode>
  }

  /// Those of the caller, then the built-in ones.
  private(set) var documents: [Document]
  private(set) var types: [CollectedType] = []
  private(set) var directives: [CollectedDirective] = []
  /// The schema definition if there is one, then its extensions.
  private(set) var schema: [Part<SchemaDefinitionNode>] = []
  private(set) var typeIndex: [String: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var directiveIndex: [String: Int] = [:]

  init(_ documents: [Document]) throws(SyntaxError) {
    self.documents = documents
    for index in documents.indices { collectDefinitions(of: index, isBuiltIn: false) }
    for index in documents.indices { collectExtensions(of: index) }
    try collectBuiltIn(BuiltInDefinitions.directives)
    try collectBuiltIn(BuiltInDefinitions.introspection)
    try collectScalarsInUse()
  }

  func text(_ name: Name, in document: Int) -> String { documents[document].text(name) }

  func location(_ offset: Int, in document: Int) -> SourceOffset { SourceOffset(document: document, offset: offset) }

  mutating func report(_ rule: String, _ message: String, _ locations: SourceOffset...) {
    diagnostics.append(Diagnostic(rule: rule, message: message, locations: locations))
  }
}

extension DefinitionCollection {
  private mutating func collectBuiltIn(_ source: String) throws(SyntaxError) {
    documents.append(try Parser.parse(source, limits: .none))
    collectDefinitions(of: documents.count - 1, isBuiltIn: true)
  }

  /// A built-in scalar is part of the schema only where something refers to it.
  private mutating func collectScalarsInUse() throws(SyntaxError) {
    let scalars = try Parser.parse(BuiltInDefinitions.scalars, limits: .none)
    documents.append(scalars)
    let used = Set(documents.flatMap(Self.namedTypes(in:)))
    for type in scalars.typeDefinitions where used.contains(scalars.text(type.name)) {
      add(type, in: documents.count - 1, isBuiltIn: true)
    }
  }

  private static func namedTypes(in document: Document) -> [String] {
    document.typeReferences.compactMap { type in
      if case .named(let name) = type.kind { document.text(name) } else { nil }
    }
  }

  private mutating func collectDefinitions(of index: Int, isBuiltIn: Bool) {
    let document = documents[index]
    for definition in document.definitions {
      switch definition {
      case .type(let id) where !document[id].isExtension: add(document[id], in: index, isBuiltIn: isBuiltIn)
      case .directive(let id): add(document[id], in: index, isBuiltIn: isBuiltIn)
      case .schema(let id) where !document[id].isExtension: add(document[id], in: index)
      case .operation, .fragment:
        let offset = location(document.range(of: definition).start, in: index)
        report("TypeSystemDefinitions", "A schema consists of type system definitions only.", offset)
      case .type, .schema: continue
      }
    }
  }

  private mutating func collectExtensions(of index: Int) {
    let document = documents[index]
    for definition in document.definitions {
      switch definition {
      case .type(let id) where document[id].isExtension: extend(with: document[id], in: index)
      case .schema(let id) where document[id].isExtension: schema.append(Part(document[id], in: index))
      default: continue
      }
    }
  }

  private mutating func add(_ type: TypeDefinitionNode, in document: Int, isBuiltIn: Bool) {
    let name = text(type.name, in: document)
    let isReserved = !isBuiltIn && BuiltInScalar(rawValue: name) != nil
    let known = typeIndex[name].map { types[$0].parts[0] }
    if isReserved || (isBuiltIn && known != nil) {
      let place = known.map { location($0.node.name.start, in: $0.document) }
      report(
        "UniqueTypeNames", "Type \"\(name)\" is defined by the specification and cannot be defined again.",
        place ?? location(type.name.start, in: document))
      return
    }
    if let first = known {
      report(
        "UniqueTypeNames", "There can be only one type named \"\(name)\".",
        location(first.node.name.start, in: first.document), location(type.name.start, in: document))
      return
    }
    typeIndex[name] = types.count
    types.append(
      CollectedType(name: name, kind: type.kind, isBuiltIn: isBuiltIn, parts: [Part(type, in: document)]))
  }

  /// A document may spell out a built-in directive; then its definition counts.
  private mutating func add(_ directive: DirectiveDefinitionNode, in document: Int, isBuiltIn: Bool) {
    let name = text(directive.name, in: document)
    if let known = directiveIndex[name] {
      let first = directives[known].part
      if isBuiltIn { return }
      report(
        "UniqueDirectiveNames", "There can be only one directive named \"@\(name)\".",
        location(first.node.name.start, in: first.document), location(directive.name.start, in: document))
      return
    }
    directiveIndex[name] = directives.count
    directives.append(CollectedDirective(name: name, isBuiltIn: isBuiltIn, part: Part(directive, in: document)))
  }

  private mutating func add(_ definition: SchemaDefinitionNode, in document: Int) {
    guard let first = schema.first else {
      schema.append(Part(definition, in: document))
      return
    }
    report(
      "LoneSchemaDefinition", "There can be only one schema definition.",
      location(first.node.range.start, in: first.document), location(definition.range.start, in: document))
  }

  private mutating func extend(with type: TypeDefinitionNode, in document: Int) {
    let name = text(type.name, in: document)
    let offset = location(type.name.start, in: document)
    guard let known = typeIndex[name] else {
      report("PossibleTypeExtensions", "Cannot extend type \"\(name)\" because it is not defined.", offset)
      return
    }
    guard types[known].kind == type.kind else {
      let first = types[known].parts[0]
      report(
        "PossibleTypeExtensions", "Cannot extend non-\(type.kind.noun) type \"\(name)\".",
        location(first.node.name.start, in: first.document), offset)
      return
    }
    types[known].parts.append(Part(type, in: document))
  }
}

extension TypeKind {
  /// What a message calls a type of this kind.
  var noun: String {
    switch self {
    case .scalar: "scalar"
    case .object: "object"
    case .interface: "interface"
    case .union: "union"
    case .enum: "enum"
    case .inputObject: "input object"
    }
  }
}
