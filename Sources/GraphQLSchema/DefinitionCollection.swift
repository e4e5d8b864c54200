internal import GraphQLLanguage

/// All definitions of several documents by name, each with its extensions, still as syntax.
///
/// Of two definitions of one name the first counts, and an extension of nothing that fits is left out: `DefinitionCheck`
/// refuses both.
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
  /// How many documents are the caller's.
  let authoredCount: Int
  private(set) var types: [CollectedType] = []
  private(set) var directives: [CollectedDirective] = []
  /// The schema definition if there is one, then its extensions.
  private(set) var schema: [Part<SchemaDefinitionNode>] = []
  private(set) var typeIndex: [String: Int] = [:]
  private var directiveIndex: [String: Int] = [:]

  init(_ documents: [Document]) throws(SyntaxError) {
    self.documents = documents
    authoredCount = documents.count
    for index in documents.indices { collectDefinitions(of: index, isBuiltIn: false) }
    try collectBuiltIn(BuiltInDefinitions.directives)
    try collectBuiltIn(BuiltInDefinitions.introspection)
    try collectScalarsInUse()
    for index in documents.indices { collectExtensions(of: index) }
  }

  func text(_ name: Name, in document: Int) -> String { documents[document].text(name) }

  /// The definition of a directive.
  func directive(named name: String) -> Part<DirectiveDefinitionNode>? {
    directiveIndex[name].map { directives[$0].part }
  }

  /// The arguments a directive defines; nil when it is not defined.
  func argumentNames(ofDirective name: String) -> Set<String>? {
    directive(named: name).map { part in
      Set(part.node.arguments.map { documents[part.document].text(documents[part.document][$0].name) })
    }
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
    let used = Set(documents.flatMap(Self.namedTypes(in:)))
    documents.append(scalars)
    for type in scalars.typeDefinitions where used.contains(scalars.text(type.name)) {
      add(type, in: documents.count - 1, isBuiltIn: true)
    }
  }

  private static func namedTypes(in document: Document) -> [String] {
    let references = document.typeReferences.compactMap { type in
      if case .named(let name) = type.kind { document.text(name) } else { nil }
    }
    return references + document.namedTypes.map { document.text($0.name) }
      + document.rootOperationTypes.map { document.text($0.type) } + document.typeDefinitions.map { document.text($0.name) }
  }

  private mutating func collectDefinitions(of index: Int, isBuiltIn: Bool) {
    let document = documents[index]
    for definition in document.definitions {
      switch definition {
      case .type(let id) where !document[id].isExtension: add(document[id], in: index, isBuiltIn: isBuiltIn)
      case .directive(let id): add(document[id], in: index, isBuiltIn: isBuiltIn)
      case .schema(let id) where !document[id].isExtension:
        if schema.isEmpty { schema.append(Part(document[id], in: index)) }
      case .type, .schema, .operation, .fragment: continue
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

  /// A document may spell out a built-in scalar, which changes nothing.
  private mutating func add(_ type: TypeDefinitionNode, in document: Int, isBuiltIn: Bool) {
    let name = text(type.name, in: document)
    if typeIndex[name] != nil || (!isBuiltIn && BuiltInScalar(rawValue: name) != nil) { return }
    typeIndex[name] = types.count
    types.append(
      CollectedType(name: name, kind: type.kind, isBuiltIn: isBuiltIn, parts: [Part(type, in: document)]))
  }

  /// A document may spell out a built-in directive; then its definition counts.
  private mutating func add(_ directive: DirectiveDefinitionNode, in document: Int, isBuiltIn: Bool) {
    let name = text(directive.name, in: document)
    if directiveIndex[name] != nil { return }
    directiveIndex[name] = directives.count
    directives.append(CollectedDirective(name: name, isBuiltIn: isBuiltIn, part: Part(directive, in: document)))
  }

  private mutating func extend(with type: TypeDefinitionNode, in document: Int) {
    guard let known = typeIndex[text(type.name, in: document)], types[known].kind == type.kind else { return }
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
