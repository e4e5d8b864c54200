import GraphQLSchema

/// Lists of objects whose keys are in the rows of a procedure.
extension Planner {
  /// The rows are a scope of their own, of one operation that nobody asked for by a name: it follows each row's key.
  mutating func setCalledReferences(
    _ operation: inout FieldOperation, _ link: Int, _ column: String, _ type: String?, _ group: FieldGroup
  ) throws(PlanFailure) {
    guard operation.isList, let item = operation.type.nullable.item else {
      throw .unbound("\(draft.fields[Int(operation.description)].coordinate) is no list of what its procedure's rows refer to")
    }
    let call = draft.links[link]
    let scope = draft.scopes.count
    let selection = draft.selections.count
    draft.scopes.append(ScopePlan(call: call, typeName: schema[operation.type.name].name, selection: selection))
    draft.costs.append(ScopeCost())
    draft.selections.append([])
    var reference = operation
    reference.type = item
    let place = Place(
      scope: scope, call: call, type: operation.type.name, level: draft.calls[call].level, cellLevel: draft.calls[call].level)
    try setReference(&reference, column, type, group, place)
    draft.selections[selection] = [reference]
    let targets = draft.children[Int(reference.index)].branches.flatMap { $0.targets.scopes.map(\.scope) }
    draft.costs[scope].terms.append(CostTerm(size: .fixed(1), rowWeight: 1, choices: [targets]))
    operation.kind = .calledReferences
    setChild(&operation, [ChildPlan.Branch(link: link, targets: ScopeChoice(typeColumn: -1, scopes: [([], scope)]))])
  }
}
