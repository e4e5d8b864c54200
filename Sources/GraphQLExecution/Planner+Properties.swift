import GraphQLLanguage
public import GraphQLSchema

/// Fields that are properties of JSON values: `PropertyColumn` says how a call's rows carry them.
extension Planner {
  mutating func setProperty(
    _ operation: inout FieldOperation, _ lookup: PropertyLookup, _ definition: FieldDefinition, _ field: Field,
    _ group: FieldGroup, at place: Place
  ) throws(PlanFailure) {
    let name = lookup == .fieldName ? definition.name : document.names[group.responseName.index]
    let arguments = arguments(definition, field).filter { $0.needsVariables(in: document) }
    if !arguments.isEmpty {
      operation.arguments = Int32(draft.variableArguments.count)
      draft.variableArguments.append(arguments)
    }
    guard !schema[operation.type.name].isLeaf else {
      operation.kind = .property
      operation.source = CellSource(column: draft.column(name, of: place.call))
      setLeafType(&operation, operation.type.name)
      return
    }
    operation.kind = .objectProperty
    operation.source = CellSource(column: draft.column(PropertyColumn.places(name), of: place.call))
    let call = call(
      CallKey(level: place.level + 1, procedure: name, keyColumns: [PropertyColumn.parent], arguments: ""),
      arguments: [], coordinate: draft.fields[Int(operation.description)].coordinate)
    let keys = [CellSource(column: draft.column(PropertyColumn.object, of: place.call))]
    let link = link(to: call, from: .rows(scope: place.scope, keys: keys, type: nil), targets: [])
    let targets = try propertyChoice(operation.type.name, call: call, sets: sets(group))
    setChild(&operation, [ChildPlan.Branch(link: link, targets: targets)])
  }

  private mutating func propertyChoice(
    _ type: TypeID, call: Int, sets: [NodeID<SelectionSet>]
  ) throws(PlanFailure) -> ScopeChoice {
    guard schema[type].isAbstract else { return try choice(type, call: call, sets: sets, entity: nil) }
    let scopes = schema.possibleTypes(of: type).map { type in
      (type: Array(schema[type].name.utf8), scope: scope(ScopeKey(call: call, type: type, sets: sets)))
    }
    return ScopeChoice(typeColumn: Int(draft.column(PropertyColumn.typeName, of: call)), scopes: scopes)
  }
}

/// How a call answers when the fields of a type are properties of JSON values (`FieldBinding.property`).
///
/// The procedure has the name of the property and takes one key, `parent`: numbers of the objects that have it. It returns
/// one row an object found in the property, in order. Other columns are the row's own properties: as JSON under their
/// own name for leaves, and under `places(name)` for properties that hold objects.
public enum PropertyColumn {
  /// int4: the number of the object whose property the row was found in.
  public static let parent = "#parent"
  /// int4: the row's own number.
  public static let object = "#object"
  /// text: the name of the row's concrete type, or null.
  public static let typeName = "#type"

  /// JSON: the property with a number in place of each object, counted from 0 in the order of the rows.
  public static func places(_ property: String) -> String { placesPrefix + property }

  /// The property of a column of places; nil for other columns.
  public static func property(ofPlaces column: String) -> String? {
    column.hasPrefix(placesPrefix) ? String(column.dropFirst(placesPrefix.count)) : nil
  }

  private static let placesPrefix = "#places "
}

extension Bindings {
  /// Every field of every object is a property of a JSON value; the root object comes from a procedure `root`.
  public init(propertiesOf schema: Schema, lookup: PropertyLookup) {
    self.init()
    root = "root"
    areIDsGlobal = false
    for type in schema.types where type.kind == .object {
      for field in type.fields { fields[type.name, default: [:]][field.name] = .property(lookup) }
    }
  }
}
