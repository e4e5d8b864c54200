import GraphQLLanguage
import GraphQLSchema

/// What the schema file leaves to be understood, written out as further type system definitions:
/// the connection and edge types of fields with `@connection`, and the fields that an implementing type has from its
/// interfaces without repeating them.
enum SchemaExpansion {
  /// A document of the missing definitions, or nothing when none is missing.
  static func text(for document: Document) -> String {
    var types: [String: TypeDefinitionNode] = [:]
    for case .type(let id) in document.definitions where !document[id].isExtension {
      types[document.text(document[id].name)] = document[id]
    }
    var text = ""
    for name in connections(in: document) where types[name] == nil {
      let node = String(name.dropLast("Connection".count))
      text += connection(name, of: node, hasEdge: types[node + "Edge"] != nil)
    }
    for case .type(let id) in document.definitions where document[id].kind == .object {
      text += inherited(by: document[id], types, document)
    }
    return text
  }

  /// The named types of fields with `@connection`, in document order.
  private static func connections(in document: Document) -> [String] {
    var names: [String] = []
    for field in document.fieldDefinitions {
      guard field.directives.contains(where: { document.text(document[$0].name) == "connection" }) else { continue }
      let name = namedType(field.type, document)
      if name.hasSuffix("Connection"), !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static func namedType(_ id: NodeID<TypeReferenceNode>, _ document: Document) -> String {
    switch document[id].kind {
    case .named(let name): document.text(name)
    case .list(let item), .nonNull(let item): namedType(item, document)
    }
  }

  private static func connection(_ name: String, of node: String, hasEdge: Bool) -> String {
    let edge =
      hasEdge
      ? ""
      : """
      "One \(node) of a page and its place in the order."
      type \(node)Edge {
        "The object itself."
        node: \(node)!
        "Where it stands: pass it as `after` to go on from here."
        cursor: String!
      }

      """
    return """
      "A page of a list of \(node) objects."
      type \(name) {
        "The objects of this page with their cursors."
        edges: [\(node)Edge!]!
        "The objects of this page."
        nodes: [\(node)!]!
        "Whether there is more, and from where."
        pageInfo: PageInfo!
        "How many there are in all; null when the page does not tell."
        totalCount: Int
      }
      \(edge)
      """
  }

  private static func inherited(
    by type: TypeDefinitionNode, _ types: [String: TypeDefinitionNode], _ document: Document
  ) -> String {
    var known = Set(type.fields.map { document.text(document[$0].name) })
    var fields = ""
    for interface in type.interfaces {
      guard let definition = types[document.text(document[interface].name)] else { continue }
      for field in definition.fields where known.insert(document.text(document[field].name)).inserted {
        fields += "  \(document.text(document[field].range))\n"
      }
    }
    return fields.isEmpty ? "" : "extend type \(document.text(type.name)) {\n\(fields)}\n"
  }
}
