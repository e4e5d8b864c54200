import GraphQLLanguage
import GraphQLSchema

/// One response field: what it is made of.
extension Planner {
  mutating func operation(_ group: FieldGroup, at place: Place) throws(PlanFailure) -> FieldOperation {
    let field = document[group.fields[0]]
    let name = document.text(field.name)
    guard let definition = schema.field(named: name, on: schema[place.type]) else {
      throw .unbound("\(schema[place.type].name).\(name) is not defined")
    }
    var operation = start(group, definition, at: place.type)
    if name == "__typename" { return typeName(operation, schema[place.type].name) }
    if name.hasPrefix("__") {
      operation.kind = .meta
      operation.index = Int32(draft.metaFields.count)
      draft.metaFields.append(MetaSelection(name: name, fields: group.fields))
      return operation
    }
    try setAccess(&operation, field: name, at: place)
    let typeName = schema[place.type].name
    switch bindings.fields[typeName]?[name] ?? .column(name.snakeCased) {
    case .column(let column):
      chargeCells(definition, place.scope)
      setLeaf(&operation, name, column, cells(of: name, at: place))
    case .ids(let column, let type):
      chargeCells(definition, place.scope)
      operation.source = cell(column, at: cells(of: name, at: place), &draft)
      setIDs(&operation, of: type)
    case .embedded(let prefix):
      chargeCells(definition, place.scope)
      try setEmbedded(&operation, prefix, group, cells(of: name, at: place))
    case .procedure(let procedure, let by, let isConnection):
      let link = self.call(procedure, keys: by, definition, field, group, isConnection, at: place)
      try setCalled(&operation, link, group, isConnection: isConnection, name, at: place)
      chargeRows(of: operation, definition, field, place.scope)
    case .calledReferences(let procedure, let by, let column, let type):
      let link = self.call(procedure, keys: by, definition, field, group, false, at: place)
      try setCalledReferences(&operation, link, column, type, group)
      chargeRows(of: operation, definition, field, place.scope)
    case .reference(let column, let type):
      try setReference(&operation, column, type, group, cells(of: name, at: place))
      chargeRows(of: operation, definition, field, place.scope)
    case .property(let lookup): try setProperty(&operation, lookup, definition, field, group, at: place)
    case .argument(let argument):
      try setArgument(&operation, argument, definition, field, group, level: place.level + 1)
      chargeRows(of: operation, definition, field, place.scope)
    }
    return operation
  }

  /// An operation with its response key and description, of no kind yet.
  private mutating func start(_ group: FieldGroup, _ definition: FieldDefinition, at type: TypeID) -> FieldOperation {
    let responseKey = document.names[group.responseName.index]
    draft.fields.append(
      FieldDescription(
        responseKey: responseKey, typeName: schema[type].name, fieldName: definition.name,
        offsets: group.fields.map { document[$0].range.start }, type: schema.text(definition.type)))
    return FieldOperation(
      kind: .leaf, type: definition.type, key: draft.place(",\"\(responseKey)\":"),
      description: Int32(draft.fields.count - 1))
  }

  private mutating func typeName(_ start: FieldOperation, _ name: String) -> FieldOperation {
    var operation = start
    operation.kind = .typeName
    operation.text = draft.place("\"\(name)\"")
    return operation
  }

  // MARK: Cells

  /// Where the cells of a field are: in the row itself, or for the further fields of an implementing type in its details.
  private mutating func cells(of field: String, at place: Place) -> Place {
    guard place.details < 0, place.prefix.isEmpty, let procedure = bindings.details[schema[place.type].name],
      let entity = bindings.entity(of: place.type, in: schema),
      schema.type(named: entity.typeName)?.field(named: field) == nil
    else { return place }
    let key = CallKey(level: place.level + 1, procedure: procedure, keyColumns: [entity.key], arguments: "")
    let call = call(key, arguments: [], coordinate: "\(schema[place.type].name) details")
    let keys = [CellSource(column: draft.column(entity.key, of: place.call))]
    let link = link(to: call, from: .rows(scope: place.scope, keys: keys, type: nil), targets: [])
    draft.costs[place.scope].details.insert(call)
    var details = place
    details.details = Int32(link)
    details.cellLevel = place.level + 1
    return details
  }

  func cell(_ column: String, at place: Place, _ draft: inout PlanDraft) -> CellSource {
    let call = place.details < 0 ? place.call : draft.links[Int(place.details)]
    return CellSource(details: place.details, column: draft.column(place.prefix + column, of: call))
  }

  private mutating func setAccess(_ operation: inout FieldOperation, field: String, at place: Place) throws(PlanFailure) {
    guard let level = bindings.access[schema[place.type].name]?[field] else { return }
    operation.accessColumn = draft.column("access_level", of: place.call)
    operation.accessLevel = AccessLevel.rank(named: level)
  }

  private mutating func setLeaf(
    _ operation: inout FieldOperation, _ name: String, _ column: String, _ place: Place
  ) {
    operation.source = cell(column, at: place, &draft)
    if name == "id", !operation.isList {
      setIDs(&operation, of: bindings.entity(of: place.type, in: schema)?.typeName ?? schema[place.type].name)
    } else {
      setLeafType(&operation, operation.type.name)
    }
  }

  /// Keys of a type, as clients see them.
  private mutating func setIDs(_ operation: inout FieldOperation, of type: String) {
    guard bindings.areIDsGlobal else { return setLeafType(&operation, operation.type.name) }
    operation.kind = .globalID
    operation.text = draft.place("\(type):")
  }

  mutating func setLeafType(_ operation: inout FieldOperation, _ type: TypeID) {
    let name = schema[type].name
    switch name {
    case "Int": operation.leaf = .int
    case "Float": operation.leaf = .float
    case "String": operation.leaf = .string
    case "Boolean": operation.leaf = .boolean
    case "ID": operation.leaf = .id
    default:
      guard schema[type].kind == .enum else { return }
      operation.leaf = .enumeration
      operation.index = draft.enumeration(name, values: schema[type].enumValues.map(\.name))
    }
  }

  private mutating func setEmbedded(
    _ operation: inout FieldOperation, _ prefix: String, _ group: FieldGroup, _ place: Place
  ) throws(PlanFailure) {
    guard let first = schema[operation.type.name].fields.first else { throw .unbound("an embedded type has no fields") }
    var inner = Place(
      scope: place.scope, call: place.call, type: operation.type.name, level: place.level, details: place.details,
      cellLevel: place.cellLevel)
    inner.prefix = place.prefix + prefix
    let typeName = schema[operation.type.name].name
    var column = first.name.snakeCased
    if case .column(let bound) = bindings.fields[typeName]?[first.name] { column = bound }
    operation.kind = operation.isList ? .embeddedList : .embedded
    operation.source = cell(column, at: inner, &draft)
    let groups = collector.collect(sets(group), on: operation.type.name)
    let calls = draft.calls.count
    operation.selection = selection(try operations(groups, at: inner))
    guard !operation.isList || calls == draft.calls.count else {
      throw .unbound("\(typeName) is made of elements of arrays, which no call can follow")
    }
  }

  // MARK: Calls

  private mutating func setCalled(
    _ operation: inout FieldOperation, _ link: Int, _ group: FieldGroup, isConnection: Bool, _ name: String,
    at place: Place
  ) throws(PlanFailure) {
    let call = draft.links[link]
    if isConnection {
      operation.kind = .connection
      try setConnection(&operation, call, link, operation.type.name, sets(group), scope: place.scope)
    } else if schema[operation.type.name].isLeaf {
      operation.kind = .calledLeaf
      setLeafType(&operation, operation.type.name)
      operation.selection = operation.index
      operation.source = CellSource(column: draft.column(name.snakeCased, of: call))
      setChild(&operation, [ChildPlan.Branch(link: link, targets: ScopeChoice(typeColumn: -1, scopes: []))])
    } else {
      operation.kind = operation.isList ? .list : .object
      let targets = try choice(operation.type.name, call: call, sets: sets(group), entity: nil)
      setChild(&operation, [ChildPlan.Branch(link: link, targets: targets)])
    }
  }

  mutating func setChild(_ operation: inout FieldOperation, _ branches: [ChildPlan.Branch]) {
    operation.index = Int32(draft.children.count)
    draft.children.append(ChildPlan(branches: branches))
    for branch in branches { draft.addTargets(branch.targets, toLink: branch.link) }
  }

  mutating func setReference(
    _ operation: inout FieldOperation, _ column: String, _ type: String?, _ group: FieldGroup, _ place: Place
  ) throws(PlanFailure) {
    let key = cell(column, at: place, &draft)
    let typeCell = type.map { cell($0, at: place, &draft) }
    operation.kind = .object
    operation.source = key
    let coordinate = draft.fields[Int(operation.description)].coordinate
    var branches: [ChildPlan.Branch] = []
    for entity in entities(of: operation.type.name, isPolymorphic: type != nil) {
      let call = loader(entity, level: place.cellLevel + 1, coordinate)
      let origin = KeySource.Origin.rows(
        scope: place.scope, keys: [key],
        type: typeCell.map { ($0, Array(entity.typeName.snakeCased.utf8)) })
      let link = link(to: call, from: origin, targets: [])
      branches.append(try branch(entity, of: operation.type.name, call, link, group))
    }
    guard !branches.isEmpty else { throw .unbound("\(coordinate) refers to a type that cannot be loaded by key") }
    setChild(&operation, branches)
  }

  private mutating func setArgument(
    _ operation: inout FieldOperation, _ argument: String, _ definition: FieldDefinition, _ field: Field,
    _ group: FieldGroup, level: Int
  ) throws(PlanFailure) {
    operation.kind = operation.isList ? .references : .object
    let coordinate = draft.fields[Int(operation.description)].coordinate
    guard let plan = arguments(definition, field).first(where: { $0.argumentName == argument }) else {
      throw .unbound("\(coordinate) has no argument \(argument)")
    }
    var branches: [ChildPlan.Branch] = []
    let entities = entities(of: operation.type.name, isPolymorphic: bindings.entity(of: operation.type.name, in: schema) == nil)
    for entity in entities {
      let call = loader(entity, level: level, coordinate)
      let origin = KeySource.Origin.argument(plan, entity: entity, isOnlyEntity: entities.count == 1)
      let link = link(to: call, from: origin, targets: [])
      branches.append(try branch(entity, of: operation.type.name, call, link, group))
    }
    setChild(&operation, branches)
  }

  private mutating func branch(
    _ entity: EntityBinding, of type: TypeID, _ call: Int, _ link: Int, _ group: FieldGroup
  ) throws(PlanFailure) -> ChildPlan.Branch {
    let target = schema.type(named: entity.typeName)?.id ?? type
    let targets = try choice(target, call: call, sets: sets(group), entity: entity)
    return ChildPlan.Branch(link: link, targets: targets)
  }

  /// How objects of a type are loaded; of a polymorphic one, in as many ways as its possible types have.
  private func entities(of type: TypeID, isPolymorphic: Bool) -> [EntityBinding] {
    guard isPolymorphic else { return bindings.entity(of: type, in: schema).map { [$0] } ?? [] }
    var found: [EntityBinding] = []
    for possible in schema.possibleTypes(of: type) {
      guard let entity = bindings.entity(of: possible, in: schema), !found.contains(entity) else { continue }
      found.append(entity)
    }
    return found
  }

  private mutating func loader(_ entity: EntityBinding, level: Int, _ coordinate: String) -> Int {
    call(
      CallKey(level: level, procedure: entity.procedure, keyColumns: [entity.key], arguments: ""), arguments: [],
      coordinate: coordinate)
  }

  // MARK: Connections

  private mutating func setConnection(
    _ operation: inout FieldOperation, _ call: Int, _ link: Int, _ type: TypeID, _ sets: [NodeID<SelectionSet>], scope: Int
  ) throws(PlanFailure) {
    setChild(&operation, [ChildPlan.Branch(link: link, targets: ScopeChoice(typeColumn: -1, scopes: []))])
    draft.calls[call].cursorColumn = draft.column("cursor", of: call)
    let level = draft.calls[call].level
    operation.selection = try pageSelection(
      sets, link, at: Place(scope: scope, call: call, type: type, level: level, cellLevel: level))
  }

  /// The fields of a connection, an edge or a page's description: they are made of the page's rows.
  private mutating func pageSelection(_ sets: [NodeID<SelectionSet>], _ link: Int, at page: Place) throws(PlanFailure) -> Int32 {
    var operations: [FieldOperation] = []
    for group in collector.collect(sets, on: page.type) {
      try count()
      operations.append(try pageOperation(group, link, at: page))
    }
    return selection(operations)
  }

  private mutating func pageOperation(_ group: FieldGroup, _ link: Int, at page: Place) throws(PlanFailure) -> FieldOperation {
    let (type, call) = (page.type, page.call)
    let name = document.text(document[group.fields[0]].name)
    guard let definition = schema.field(named: name, on: schema[type]) else {
      throw .unbound("\(schema[type].name).\(name) is not defined")
    }
    var operation = start(group, definition, at: type)
    if name == "__typename" { return typeName(operation, schema[type].name) }
    switch name {
    case "edges", "pageInfo":
      operation.kind = name == "edges" ? .edges : .pageInfo
      var inner = page
      inner.type = operation.type.name
      operation.selection = try pageSelection(sets(group), link, at: inner)
    case "nodes", "node":
      operation.kind = name == "nodes" ? .nodes : .node
      let targets = try choice(operation.type.name, call: call, sets: sets(group), entity: nil)
      setChild(&operation, [ChildPlan.Branch(link: link, targets: targets)])
    case "cursor", "startCursor", "endCursor":
      operation.kind = name == "cursor" ? .cursor : name == "startCursor" ? .startCursor : .endCursor
      operation.source = CellSource(column: draft.column("cursor", of: call))
    case "hasNextPage", "hasPreviousPage":
      operation.kind = .hasMore
      operation.source = CellSource(column: draft.column(name == "hasNextPage" ? "has_next" : "has_previous", of: call))
    case "totalCount":
      operation.kind = .totalCount
      operation.source = CellSource(column: draft.column("total_count", of: call))
    default:
      guard operation.isList, case .embedded(let prefix) = bindings.fields[schema[type].name]?[name] else {
        throw .unbound("\(schema[type].name).\(name) is no field of a page")
      }
      try setEmbedded(&operation, prefix, group, page)
    }
    return operation
  }
}
