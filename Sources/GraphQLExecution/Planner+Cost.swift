import GraphQLLanguage
import GraphQLSchema

/// What fields cost: their own weights, the rows they lead to, and the calls behind them.
extension Planner {
  /// The length of lists that declare none.
  static let assumedListSize = 10
  /// The longest page that procedures return, whatever is asked for.
  static let pageMax = 100

  private func weight(in directives: AppliedDirectives) -> Int? {
    directives.first("cost")?.argument("weight")?.text.flatMap { Double($0) }.map { Int(max(0, min($0, 1e9))) }
  }

  /// A field made of the object's own cells costs nothing unless it or its type declares a weight.
  mutating func chargeCells(_ definition: FieldDefinition, _ scope: Int) {
    draft.costs[scope].cells += weight(in: definition.appliedDirectives) ?? weight(in: schema[definition.type].appliedDirectives) ?? 0
  }

  /// What a field leads to from each object of a scope: its calls, once, and the rows that answer the object.
  mutating func chargeRows(of operation: FieldOperation, _ definition: FieldDefinition, _ field: Field, _ scope: Int) {
    let branches = draft.children[Int(operation.index)].branches
    let own = weight(in: definition.appliedDirectives) ?? 1
    let row = weight(in: schema[definition.type].appliedDirectives) ?? (schema[definition.type].isLeaf ? 0 : 1)
    for branch in branches {
      let call = draft.links[branch.link]
      draft.calls[call].weight = max(draft.calls[call].weight, own)
      draft.calls[call].rowWeight = row
    }
    let size: CostSize =
      switch operation.kind {
      case .list, .calledReferences: listSize(of: definition, field)
      case .connection: pageSize(of: definition, field)
      case .references: idCount(of: definition, field)
      default: .fixed(1)
      }
    let choices = operation.kind == .connection ? pageChoices(operation.selection) : [branches.map(\.targets)]
    draft.costs[scope].terms.append(
      CostTerm(size: size, rowWeight: row, choices: choices.map { $0.flatMap { $0.scopes.map(\.scope) } }))
  }

  /// What the rows of a page become: one choice for each field of the page that holds them.
  private func pageChoices(_ selection: Int32) -> [[ScopeChoice]] {
    draft.selections[Int(selection)].flatMap { operation -> [[ScopeChoice]] in
      switch operation.kind {
      case .nodes, .node: [draft.children[Int(operation.index)].branches.map(\.targets)]
      case .edges: pageChoices(operation.selection)
      default: []
      }
    }
  }

  private func assumedSize(of definition: FieldDefinition) -> Int? {
    definition.appliedDirectives.first("listSize")?.argument("assumedSize")?.integer.map { Int(clamping: $0) }
  }

  private func slicingArguments(of definition: FieldDefinition) -> [String] {
    definition.appliedDirectives.first("listSize")?.argument("slicingArguments")?.items?.compactMap(\.text) ?? []
  }

  /// The length of a list: that of a page where arguments say how much is wanted.
  private func listSize(of definition: FieldDefinition, _ field: Field) -> CostSize {
    guard slicingArguments(of: definition).isEmpty else { return pageSize(of: definition, field) }
    return .fixed(max(0, assumedSize(of: definition) ?? Self.assumedListSize))
  }

  /// The length of a page, by the slicing arguments.
  private func pageSize(of definition: FieldDefinition, _ field: Field) -> CostSize {
    let names = slicingArguments(of: definition)
    let arguments = arguments(definition, field, ofConnection: true).filter { names.contains($0.argumentName) }
    let standard = assumedSize(of: definition) ?? Self.assumedListSize
    guard !arguments.contains(where: { $0.needsVariables(in: document) }) else {
      return .page(arguments, standard: standard, max: Self.pageMax)
    }
    let given = arguments.compactMap { argument -> Int? in
      guard let node = argument.given else { return argument.standard?.integer.map { Int(clamping: $0) } }
      guard case .int = document[node].kind else { return nil }
      return Int64(document.text(document[node].range)).map { Int(clamping: $0) } ?? Self.pageMax
    }
    return .fixed(min(max(0, given.min() ?? standard), Self.pageMax))
  }

  /// As many as the argument of ids has.
  private func idCount(of definition: FieldDefinition, _ field: Field) -> CostSize {
    guard let argument = arguments(definition, field).first(where: { $0.type?.isList == true }) else { return .fixed(1) }
    guard let node = argument.given else { return .fixed(argument.standard?.items?.count ?? 1) }
    switch document[node].kind {
    case .list(let items): return .fixed(items.count)
    case .variable: return .items(argument)
    default: return .fixed(1)
    }
  }
}
