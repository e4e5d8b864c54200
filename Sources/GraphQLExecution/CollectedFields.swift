public import GraphQLLanguage
import GraphQLSchema

/// The fields of one response key, in document order: they are one field of the response (specification, section 6.3.2).
struct FieldGroup {
  let responseName: NameID
  var fields: [NodeID<Field>]
}

/// Collects the fields that selection sets select on objects of one concrete type.
struct FieldCollector {
  let document: Document
  let schema: Schema
  /// The values of the variables in `@skip` and `@include`.
  let conditions: [String: Bool]
  private let fragments: [NameID: NodeID<FragmentDefinition>]

  init(document: Document, schema: Schema, conditions: [String: Bool]) {
    self.document = document
    self.schema = schema
    self.conditions = conditions
    var fragments: [NameID: NodeID<FragmentDefinition>] = [:]
    for case .fragment(let id) in document.definitions { fragments[document[id].name.id] = id }
    self.fragments = fragments
  }

  func collect(_ sets: [NodeID<SelectionSet>], on type: TypeID) -> [FieldGroup] {
    var groups: [FieldGroup] = []
    var places: [NameID: Int] = [:]
    var visited: Set<NameID> = []
    for set in sets { collect(set, on: type, &groups, &places, &visited) }
    return groups
  }

  private func collect(
    _ set: NodeID<SelectionSet>, on type: TypeID, _ groups: inout [FieldGroup], _ places: inout [NameID: Int],
    _ visited: inout Set<NameID>
  ) {
    for selection in document[set].selections {
      switch document[selection] {
      case .field(let id):
        let field = document[id]
        guard isIncluded(field.directives) else { continue }
        if let place = places[field.responseName.id] {
          groups[place].fields.append(id)
        } else {
          places[field.responseName.id] = groups.count
          groups.append(FieldGroup(responseName: field.responseName.id, fields: [id]))
        }
      case .fragmentSpread(let id):
        let spread = document[id]
        guard isIncluded(spread.directives), visited.insert(spread.name.id).inserted,
          let definition = fragments[spread.name.id], applies(document[definition].typeCondition, to: type)
        else { continue }
        collect(document[definition].selectionSet, on: type, &groups, &places, &visited)
      case .inlineFragment(let id):
        let fragment = document[id]
        guard isIncluded(fragment.directives), fragment.typeCondition.map({ applies($0, to: type) }) ?? true else { continue }
        collect(fragment.selectionSet, on: type, &groups, &places, &visited)
      }
    }
  }

  private func applies(_ condition: Name, to type: TypeID) -> Bool {
    guard let named = schema.type(named: document.text(condition))?.id else { return false }
    return schema.isPossible(type, of: named)
  }

  private func isIncluded(_ directives: NodeRange<Directive>) -> Bool {
    for id in directives {
      let directive = document[id]
      switch document.text(directive.name) {
      case "skip" where condition(of: directive) == true: return false
      case "include" where condition(of: directive) != true: return false
      default: continue
      }
    }
    return true
  }

  private func condition(of directive: Directive) -> Bool? {
    guard let argument = directive.arguments.first else { return nil }
    switch document[document[argument].value].kind {
    case .boolean(let value): return value
    case .variable(let name): return conditions[document.text(name)]
    default: return nil
    }
  }
}

extension Document {
  /// The names of the variables that `@skip` and `@include` depend on, in alphabetical order.
  public var conditionVariables: [String] {
    var names: Set<String> = []
    for directive in directives {
      guard ["skip", "include"].contains(text(directive.name)) else { continue }
      for argument in directive.arguments {
        if case .variable(let name) = self[self[argument].value].kind { names.insert(text(name)) }
      }
    }
    return names.sorted()
  }
}
