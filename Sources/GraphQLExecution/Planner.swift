/// From a valid document to a plan.
///
/// The planner walks scopes breadth first. A scope's fields become operations on cells of its rows, and calls on the next
/// level. Scopes and calls that are alike are made once, so a plan is at most as large as the document times the number of
/// concrete types at each level, however often fragments are used.
public import GraphQLLanguage
public import GraphQLSchema

public struct Planner {
  /// Response fields a plan may have in all its scopes together.
  public static let operationsMax = 20_000

  let document: Document
  let schema: Schema
  let bindings: Bindings
  let collector: FieldCollector
  var draft: PlanDraft
  var calls: [CallKey: Int] = [:]
  /// Calls to be made with others of a later level.
  var later: [CallKey: Int] = [:]
  private var scopes: [ScopeKey: Int] = [:]
  private var waiting: [(scope: Int, key: ScopeKey)] = []
  /// How many of those in line are planned.
  private var planned = 0
  private var operationCount = 0

  /// Plans one operation of a valid document.
  /// - Parameter conditions: The values of the document's `conditionVariables`.
  public static func plan(
    _ operation: NodeID<OperationDefinition>, of document: Document, schema: Schema, bindings: Bindings,
    conditions: [String: Bool]
  ) throws(PlanFailure) -> Plan {
    let definition = document[operation]
    guard let root = schema.rootType(definition.type) else { throw .unsupported("\(definition.type.rawValue)") }
    var planner = Planner(document: document, schema: schema, bindings: bindings, conditions: conditions)
    try planner.planRoot(of: definition, type: root)
    // The fields of a mutation are to see what was before the next one.
    let later = definition.type == .query ? planner.laterLevels() : [:]
    if !later.isEmpty {
      planner = Planner(document: document, schema: schema, bindings: bindings, conditions: conditions)
      planner.later = later
      try planner.planRoot(of: definition, type: root)
    }
    planner.draft.operationName = definition.name.map { document.text($0) }
    return planner.draft.finish()
  }

  private init(document: Document, schema: Schema, bindings: Bindings, conditions: [String: Bool]) {
    self.document = document
    self.schema = schema
    self.bindings = bindings
    collector = FieldCollector(document: document, schema: schema, conditions: conditions)
    draft = PlanDraft(operationName: nil)
  }

  // MARK: Scopes

  /// Objects of one type, at one selection, in the rows of one call.
  struct ScopeKey: Hashable {
    let call: Int
    let type: TypeID
    let sets: [NodeID<SelectionSet>]
  }

  /// Where a selection's cells are found.
  struct Place {
    let scope: Int
    let call: Int
    var type: TypeID
    /// The level of the call, -1 at the root.
    let level: Int
    /// The link to the row of details that the cells are in, or -1.
    var details: Int32 = -1
    /// The level at which the cells are there.
    var cellLevel: Int
    /// What the names of the columns begin with, in an embedded object.
    var prefix = ""
  }

  /// The number of a scope, made and put in line to be planned when it is new.
  mutating func scope(_ key: ScopeKey) -> Int {
    if let known = scopes[key] { return known }
    let index = draft.scopes.count
    draft.scopes.append(ScopePlan(call: key.call, typeName: schema[key.type].name, selection: draft.selections.count))
    draft.costs.append(ScopeCost())
    draft.selections.append([])
    scopes[key] = index
    waiting.append((index, key))
    return index
  }

  /// The fields of the root share their levels; those of a mutation come one after the other, each with all it selects
  /// (specification, section 6.2.2).
  private mutating func planRoot(of operation: OperationDefinition, type: TypeID) throws(PlanFailure) {
    var call = -1
    if let procedure = bindings.root {
      let key = CallKey(level: 0, procedure: procedure, keyColumns: [], arguments: "")
      call = self.call(key, arguments: [], coordinate: schema[type].name)
    }
    draft.scopes.append(ScopePlan(call: call, typeName: schema[type].name, selection: 0))
    draft.costs.append(ScopeCost())
    draft.selections.append([])
    let top = call < 0 ? -1 : 0
    for group in collector.collect([operation.selectionSet], on: type) {
      let level = operation.type == .mutation ? draft.calls.map(\.level).max() ?? top : top
      let place = Place(scope: 0, call: call, type: type, level: level, cellLevel: level)
      draft.selections[0] += try operations([group], at: place)
      if operation.type == .mutation { try planWaitingScopes() }
    }
    try planWaitingScopes()
  }

  private mutating func planWaitingScopes() throws(PlanFailure) {
    while planned < waiting.count {
      let (scope, key) = waiting[planned]
      planned += 1
      let level = key.call < 0 ? -1 : draft.calls[key.call].level
      let place = Place(scope: scope, call: key.call, type: key.type, level: level, cellLevel: level)
      let groups = collector.collect(key.sets, on: key.type)
      draft.selections[draft.scopes[scope].selection] = try operations(groups, at: place)
    }
  }

  mutating func operations(_ groups: [FieldGroup], at place: Place) throws(PlanFailure) -> [FieldOperation] {
    var operations: [FieldOperation] = []
    operations.reserveCapacity(groups.count)
    for group in groups {
      try count()
      operations.append(try operation(group, at: place))
    }
    return operations
  }

  mutating func count() throws(PlanFailure) {
    operationCount += 1
    guard operationCount <= Self.operationsMax else { throw .tooLarge }
  }

  /// The selection of an object that is no row of its own.
  mutating func selection(_ operations: [FieldOperation]) -> Int32 {
    draft.selections.append(operations)
    return Int32(draft.selections.count - 1)
  }

  func sets(_ group: FieldGroup) -> [NodeID<SelectionSet>] { group.fields.compactMap { document[$0].selectionSet } }

  /// The scopes of the rows of a call whose objects are of a type, abstract or not.
  mutating func choice(
    _ type: TypeID, call: Int, sets: [NodeID<SelectionSet>], entity: EntityBinding?
  ) throws(PlanFailure) -> ScopeChoice {
    guard schema[type].isAbstract else {
      return ScopeChoice(typeColumn: -1, scopes: [([], scope(ScopeKey(call: call, type: type, sets: sets)))])
    }
    guard let column = (entity ?? bindings.entity(of: type, in: schema))?.typeColumn else {
      throw .unbound("\(schema[type].name) has no column that names the concrete type")
    }
    let typeColumn = Int(draft.column(column, of: call))
    let scopes = schema.possibleTypes(of: type).map { type in
      (type: Array(schema[type].name.snakeCased.utf8), scope: scope(ScopeKey(call: call, type: type, sets: sets)))
    }
    return ScopeChoice(typeColumn: typeColumn, scopes: scopes)
  }
}

/// Why a valid document has no plan.
public enum PlanFailure: Error, Sendable, Hashable {
  /// More than `Planner.operationsMax` response fields.
  case tooLarge
  case unsupported(String)
  /// The schema's bindings do not say how to answer; start-up refuses such schemas.
  case unbound(String)
}

extension Bindings {
  /// How objects of a type are loaded: by its own binding or that of an interface it implements.
  func entity(of type: TypeID, in schema: Schema) -> EntityBinding? {
    if let own = entities[schema[type].name] { return own }
    return schema[type].interfaces.lazy.compactMap { entities[schema[$0].name] }.first
  }
}
