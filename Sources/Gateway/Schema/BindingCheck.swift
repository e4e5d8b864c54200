import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import Rows

/// Compares the schema's bindings with the procedures that are really there.
struct BindingCheck {
  /// Where something wrong would be. Lines are counted only when something is: counting is as long as the file.
  private struct Place {
    let origin: SourceOffset
    let name: String
  }

  private let file: SchemaFile
  private let catalog: Catalog
  private let shape: RowShape
  private(set) var problems: [String] = []
  private var used: Set<String> = ["begin_request", "begin_key_request", "note_key_use", "note_refusal"]

  init(_ file: SchemaFile, _ catalog: Catalog) {
    self.file = file
    self.catalog = catalog
    shape = RowShape(schema: file.schema, bindings: file.bindings)
    for type in file.schema.types where !type.isBuiltIn && type.isComposite { check(type) }
    let unbound = catalog.procedures.values.joined().filter { $0.isExecutableByGateway && !used.contains($0.name) }
    problems += unbound.map { "api.\($0.name) is open to the gateway, but no field is bound to it" }.sorted()
  }

  private mutating func check(_ type: TypeDefinition) {
    if let entity = file.bindings.entities[type.name] { check(entity, of: type) }
    if let details = file.bindings.details[type.name] { check(details: details, of: type) }
    for field in type.fields {
      switch file.bindings.fields[type.name]?[field.name] {
      case .procedure(let name, let by, let isConnection): check(name, by, isConnection, of: field, on: type)
      case .ids(_, let of):
        if file.bindings.entities[of] == nil { note(field, type, "\(of) has no @entity for ids to name") }
      case .calledReferences(let name, let by, let column, let typeColumn):
        checkReferences(name, by, [column] + (typeColumn.map { [$0] } ?? []), of: field, on: type)
        checkTarget(of: field, on: type, isPolymorphic: typeColumn != nil)
      case .reference(_, let typeColumn): checkTarget(of: field, on: type, isPolymorphic: typeColumn != nil)
      case .argument(let argument):
        if field.argument(named: argument) == nil { note(field, type, "there is no argument \"\(argument)\"") }
        checkTarget(of: field, on: type, isPolymorphic: file.bindings.entities[file.schema[field.type].name] == nil)
      case .embedded where field.type.isList:
        if let called = calling(within: file.schema[field.type]) {
          note(field, type, "\(called) needs a call, which cannot follow elements of arrays")
        }
      default: continue
      }
    }
  }

  /// A field of the type, or of objects embedded in it, that is answered by a call.
  private func calling(within type: TypeDefinition) -> String? {
    for field in type.fields {
      switch file.bindings.fields[type.name]?[field.name] {
      case .procedure, .reference, .calledReferences: return "\(type.name).\(field.name)"
      case .embedded: if let found = calling(within: file.schema[field.type]) { return found }
      default: continue
      }
    }
    return nil
  }

  private mutating func note(_ field: FieldDefinition, _ type: TypeDefinition, _ problem: String) {
    problems.append("\(text(Place(origin: field.origin, name: "\(type.name).\(field.name)"))): \(problem)")
  }

  private func text(_ place: Place) -> String { "\(file.place(place.origin)): \(place.name)" }

  // MARK: Procedures

  /// The one procedure of that name, its general properties checked.
  private mutating func procedure(_ name: String, at place: Place) -> Catalog.Procedure? {
    used.insert(name)
    guard name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }) else {
      problems.append("\(text(place)): \"\(name)\" is no name of a procedure")
      return nil
    }
    let found = catalog.procedures[name] ?? []
    guard let procedure = found.first else {
      problems.append("\(text(place)): procedure api.\(name) does not exist; has the database been migrated?")
      return nil
    }
    if found.count > 1 { problems.append("\(text(place)): procedure api.\(name) is overloaded") }
    if procedure.isVolatile { problems.append("\(text(place)): procedure api.\(name) is volatile, and queries only read") }
    if !procedure.isExecutableByGateway { problems.append("\(text(place)): procedure api.\(name) may not be executed by the gateway") }
    return procedure
  }

  private mutating func check(_ entity: EntityBinding, of type: TypeDefinition) {
    let place = Place(origin: type.origin, name: type.name)
    guard let procedure = procedure(entity.procedure, at: place) else { return }
    checkKeys(procedure, count: 1, arguments: [], at: place)
    var wanted = [WantedColumn(name: entity.key, leaf: nil, field: nil)] + shape.columns(of: type)
    if type.isAbstract {
      guard let column = entity.typeColumn else {
        problems.append("\(text(place)): the interface does not say which column names the concrete type")
        return
      }
      wanted.append(WantedColumn(name: column, leaf: nil, field: nil))
    }
    check(wanted, of: procedure, at: place)
  }

  private mutating func check(details name: String, of type: TypeDefinition) {
    let place = Place(origin: type.origin, name: type.name)
    guard let procedure = procedure(name, at: place) else { return }
    checkKeys(procedure, count: 1, arguments: [], at: place)
    let key = type.interfaces.compactMap { file.bindings.entities[file.schema[$0].name] }.first?.key ?? "id"
    check([WantedColumn(name: key, leaf: nil, field: nil)] + shape.detailColumns(of: type), of: procedure, at: place)
  }

  private mutating func check(
    _ name: String, _ by: [String], _ isConnection: Bool, of field: FieldDefinition, on type: TypeDefinition
  ) {
    let named = file.schema[field.type]
    var wanted: [WantedColumn] = []
    if isConnection {
      wanted += ["cursor", "has_next", "has_previous", "total_count"].map { WantedColumn(name: $0, leaf: nil, field: nil) }
      guard let nodes = named.field(named: "nodes") else {
        note(field, type, "\(named.name) has no field \"nodes\"")
        return
      }
      wanted += rowColumns(of: file.schema[nodes.type]) + shape.pageColumns(of: named)
    } else if named.isLeaf {
      wanted.append(WantedColumn(name: field.name.snakeCased, leaf: field.type, field: field))
    } else {
      wanted += rowColumns(of: named)
    }
    let told = isConnection ? ["with_total"] + file.bindings.pageFields(of: named).map { "with_" + $0.snakeCased } : []
    check(name, by, told, wanted, of: field, on: type)
  }

  private mutating func checkReferences(
    _ name: String, _ by: [String], _ columns: [String], of field: FieldDefinition, on type: TypeDefinition
  ) {
    check(name, by, [], columns.map { WantedColumn(name: $0, leaf: nil, field: nil) }, of: field, on: type)
  }

  /// The procedure behind a field: its keys, its parameters with some beyond the field's arguments, its columns.
  private mutating func check(
    _ name: String, _ by: [String], _ more: [String], _ wanted: [WantedColumn], of field: FieldDefinition, on type: TypeDefinition
  ) {
    let place = Place(origin: field.origin, name: "\(type.name).\(field.name)")
    guard let procedure = procedure(name, at: place) else { return }
    checkKeys(procedure, count: by.count, arguments: field.arguments.map(\.name.snakeCased) + more, at: place)
    for argument in field.arguments where file.schema[argument.type].kind == .inputObject {
      let name = argument.name.snakeCased
      guard let type = procedure.inputs.first(where: { $0.name == name })?.type, type != "jsonb" else { continue }
      problems.append("\(text(place)): parameter \"\(name)\" of api.\(procedure.name) is \(type), and input objects come as jsonb")
    }
    let parents = by.count == 1 ? ["parent"] : by.map { "parent_" + $0 }
    check(parents.map { WantedColumn(name: $0, leaf: nil, field: nil) } + wanted, of: procedure, at: place)
  }

  private func rowColumns(of type: TypeDefinition) -> [WantedColumn] {
    let typeColumn = type.isAbstract ? file.bindings.entities[type.name]?.typeColumn : nil
    return shape.columns(of: type) + (typeColumn.map { [WantedColumn(name: $0, leaf: nil, field: nil)] } ?? [])
  }

  private mutating func checkKeys(_ procedure: Catalog.Procedure, count: Int, arguments: [String], at place: Place) {
    let keys = procedure.inputs.prefix(count)
    if keys.count < count || !keys.allSatisfy({ $0.type.hasSuffix("[]") }) {
      problems.append("\(text(place)): the first \(count) parameters of api.\(procedure.name) must be arrays of keys")
    }
    let names = procedure.inputs.dropFirst(count).map(\.name)
    for argument in arguments where !names.contains(argument) {
      problems.append("\(text(place)): api.\(procedure.name) has no parameter \"\(argument)\"")
    }
    for name in names where !arguments.contains(name) {
      problems.append("\(text(place)): parameter \"\(name)\" of api.\(procedure.name) has no argument")
    }
  }

  private mutating func check(_ wanted: [WantedColumn], of procedure: Catalog.Procedure, at place: Place) {
    var seen: Set<String> = []
    for column in wanted where seen.insert(column.name).inserted {
      let place = column.field.map { Place(origin: $0.origin, name: $0.name) } ?? place
      guard let found = procedure.column(column.name) else {
        problems.append("\(text(place)): api.\(procedure.name) returns no column \"\(column.name)\"")
        continue
      }
      guard let leaf = column.leaf, !(column.isOfElements ? acceptsElements(leaf, found.type) : accepts(leaf, found.type)) else {
        continue
      }
      problems.append(
        "\(text(place)): column \"\(column.name)\" of api.\(procedure.name) is \(found.type), which is no \(file.schema.text(leaf))")
    }
  }

  /// Whether a column's cells are arrays of such values.
  private func acceptsElements(_ type: TypeReference, _ column: String) -> Bool {
    column.hasSuffix("[]") && !type.isList && accepts(type, String(column.dropLast(2)))
  }

  /// Whether cells of a column can be written as values of a leaf type.
  private func accepts(_ type: TypeReference, _ column: String) -> Bool {
    if type.isList { return column.hasSuffix("[]") }
    switch file.schema[type].builtInScalar {
    case .int: return ["smallint", "integer"].contains(column)
    case .float: return ["double precision", "real", "numeric", "integer", "smallint", "bigint"].contains(column)
    case .boolean: return column == "boolean"
    case .string, .id: return !column.hasSuffix("[]") && !["json", "jsonb", "bytea"].contains(column)
    case nil:
      if file.schema[type].kind == .enum { return ["enum", "text", "character varying"].contains(column) }
      return !column.hasSuffix("[]")
    }
  }

  private mutating func checkTarget(of field: FieldDefinition, on type: TypeDefinition, isPolymorphic: Bool) {
    let target = file.schema[field.type]
    let loaded = isPolymorphic ? target.possibleTypes.map { file.schema[$0] } : [target]
    for type in loaded where !isLoadable(type) && !isPolymorphic {
      note(field, type, "\(type.name) has no @entity to be loaded by")
    }
    if isPolymorphic, !loaded.contains(where: isLoadable) {
      note(field, type, "no type of \(target.name) has an @entity to be loaded by")
    }
  }

  private func isLoadable(_ type: TypeDefinition) -> Bool {
    file.bindings.entities[type.name] != nil
      || type.interfaces.contains { file.bindings.entities[file.schema[$0].name] != nil }
  }
}
