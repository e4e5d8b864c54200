internal import GraphQLLanguage

/// The fields to write for one introspection object: merged over fragments, conditions decided, names encoded.
struct IntrospectionSelection {
  struct Item {
    /// The response name as JSON, with its colon.
    let key: [UInt8]
    let name: String
    let includesDeprecated: Bool
    let selectionSets: [NodeID<SelectionSet>]
  }

  var items: [Item] = []
}

/// Collects selections on introspection types, once for each combination of selection sets.
///
/// A combination is collected when an object needs it: fragments that spread each other twice cost nothing until then.
struct IntrospectionCollector {
  let schema: Schema
  let document: Document
  let variables: (Name) -> InputValue?
  private let fragments: [NameID: FragmentDefinition]
  private var known: [[NodeID<SelectionSet>]: IntrospectionSelection] = [:]

  init(_ schema: Schema, _ document: Document, _ variables: @escaping (Name) -> InputValue?) {
    self.schema = schema
    self.document = document
    self.variables = variables
    self.fragments = Dictionary(document.fragments.map { ($0.name.id, $0) }) { first, _ in first }
  }

  /// The selection on an object type by all those selection sets together. A combination occurs with one type only.
  mutating func selection(_ sets: [NodeID<SelectionSet>], on type: TypeDefinition) -> IntrospectionSelection {
    if let selection = known[sets] { return selection }
    let selection = IntrospectionSelection(items: groups(of: sets, on: type).map { item($0, on: type) })
    known[sets] = selection
    return selection
  }

  /// `CollectFields()`
  private func groups(of sets: [NodeID<SelectionSet>], on type: TypeDefinition) -> [[Field]] {
    var groups: [[Field]] = []
    var positions: [NameID: Int] = [:]
    var spread: Set<NameID> = []
    var pending: [Selection] = []
    for set in sets.reversed() { pending += document[set].selections.reversed().map { document[$0] } }
    while let selection = pending.popLast() {
      switch selection {
      case .field(let id):
        let field = document[id]
        guard isIncluded(field.directives) else { continue }
        if let position = positions[field.responseName.id] {
          groups[position].append(field)
        } else {
          positions[field.responseName.id] = groups.count
          groups.append([field])
        }
      case .inlineFragment(let id):
        let fragment = document[id]
        guard isIncluded(fragment.directives), applies(fragment.typeCondition, to: type) else { continue }
        pending += document[fragment.selectionSet].selections.reversed().map { document[$0] }
      case .fragmentSpread(let id):
        let name = document[id].name.id
        guard isIncluded(document[id].directives), let fragment = fragments[name],
          applies(fragment.typeCondition, to: type), spread.insert(name).inserted
        else { continue }
        pending += document[fragment.selectionSet].selections.reversed().map { document[$0] }
      }
    }
    return groups
  }

  private func item(_ group: [Field], on type: TypeDefinition) -> IntrospectionSelection.Item {
    let field = group[0]
    var key: [UInt8] = []
    JSONString.append(document.text(field.responseName), to: &key)
    key.append(UInt8(ascii: ":"))
    return IntrospectionSelection.Item(
      key: key, name: document.text(field.name),
      includesDeprecated: argument("includeDeprecated", of: field.arguments)?.boolean ?? false,
      selectionSets: group.compactMap(\.selectionSet))
  }

  func argument(_ name: String, of arguments: NodeRange<Argument>) -> InputValue? {
    guard let id = arguments.first(where: { document.text(document[$0].name) == name }) else { return nil }
    return InputValue(literal: document[id].value, in: document, variables: variables)
  }

  private func applies(_ condition: Name?, to type: TypeDefinition) -> Bool {
    guard let condition else { return true }
    return schema.type(named: document.text(condition)).map { schema.isPossible(type.id, of: $0.id) } ?? false
  }

  /// What `@skip` and `@include` say.
  func isIncluded(_ directives: NodeRange<Directive>) -> Bool {
    directives.allSatisfy { id in
      let directive = document[id]
      switch document.text(directive.name) {
      case "skip": return argument("if", of: directive.arguments)?.boolean != true
      case "include": return argument("if", of: directive.arguments)?.boolean != false
      default: return true
      }
    }
  }
}
