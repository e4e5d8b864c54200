import GraphQLExecution
import GraphQLSchema

/// A column that a procedure must return, and why.
struct WantedColumn {
  let name: String
  /// The leaf type it is written as; nil for keys and the columns of the calling convention.
  let leaf: TypeReference?
  let field: FieldDefinition?
  /// Whether cells are arrays of such values, one for each object of an embedded list.
  var isOfElements = false
}

/// Which columns the rows of a type must have for its fields to be answered.
struct RowShape {
  let schema: Schema
  let bindings: Bindings

  /// The columns of an object's own row, without those of its details.
  func columns(of type: TypeDefinition) -> [WantedColumn] {
    let inherited = hasDetails(type) ? base(of: type) : nil
    return columns(of: type, prefix: "") { inherited?.field(named: $0.name) != nil || inherited == nil }
  }

  /// The columns of the further fields of an implementing type.
  func detailColumns(of type: TypeDefinition) -> [WantedColumn] {
    let inherited = base(of: type)
    return columns(of: type, prefix: "") { inherited?.field(named: $0.name) == nil }
  }

  /// The columns by which every row of a page tells of the whole list.
  func pageColumns(of connection: TypeDefinition) -> [WantedColumn] {
    let told = bindings.pageFields(of: connection)
    return columns(of: connection, prefix: "") { told.contains($0.name) }
  }

  private func hasDetails(_ type: TypeDefinition) -> Bool { bindings.details[type.name] != nil }

  private func isOfDetails(_ field: FieldDefinition, _ type: TypeDefinition) -> Bool {
    hasDetails(type) && base(of: type)?.field(named: field.name) == nil
  }

  /// The interface that says how a type is loaded.
  private func base(of type: TypeDefinition) -> TypeDefinition? {
    type.interfaces.map { schema[$0] }.first { bindings.entities[$0.name] != nil }
  }

  private func columns(
    of type: TypeDefinition, prefix: String, where isWanted: (FieldDefinition) -> Bool = { _ in true }
  ) -> [WantedColumn] {
    var columns: [WantedColumn] = []
    for field in type.fields where isWanted(field) {
      if prefix.isEmpty, bindings.access[type.name]?[field.name] != nil, !isOfDetails(field, type) {
        columns.append(WantedColumn(name: "access_level", leaf: nil, field: field))
      }
      columns += self.columns(of: field, type, prefix)
    }
    return columns
  }

  private func columns(of field: FieldDefinition, _ type: TypeDefinition, _ prefix: String) -> [WantedColumn] {
    func key(_ name: String) -> WantedColumn { WantedColumn(name: prefix + name, leaf: nil, field: field) }
    switch bindings.fields[type.name]?[field.name] ?? .column(field.name.snakeCased) {
    case .column(let name): return [WantedColumn(name: prefix + name, leaf: field.type, field: field)]
    case .ids(let name, _): return [WantedColumn(name: prefix + name, leaf: field.type, field: field)]
    case .embedded(let inner):
      return columns(of: schema[field.type], prefix: prefix + inner).map { column in
        var column = column
        if field.type.isList { column.isOfElements = true }
        return column
      }
    case .procedure(_, let by, _), .calledReferences(_, let by, _, _): return isOfDetails(field, type) ? [] : by.map(key)
    case .reference(let column, let type): return [key(column)] + (type.map { [key($0)] } ?? [])
    case .argument, .property: return []
    }
  }
}
