import GraphQLLanguage
public import GraphQLSchema

/// Reads bindings from the directives of a schema.
extension Bindings {
  /// The directives that bind; clients never see them.
  public static let directiveNames: Set<String> = [
    "procedure", "entity", "reference", "details", "embed", "column", "connection", "access", "feature", "cost", "listSize",
    "live", "bareIDs",
  ]

  /// The bindings of all types. A field without a binding of its own has that of the interface field it implements.
  public init(of schema: Schema) {
    self.init()
    areIDsGlobal = schema.appliedDirectives.first("bareIDs") == nil
    for type in schema.types where type.kind == .object || type.kind == .interface {
      if let entity = type.appliedDirectives.first("entity"), let procedure = entity.argument("procedure")?.text {
        entities[type.name] = EntityBinding(
          typeName: type.name, procedure: procedure, key: entity.argument("key")?.text ?? "id",
          typeColumn: entity.argument("type")?.text)
      }
      if let procedure = type.appliedDirectives.first("details")?.argument("procedure")?.text {
        details[type.name] = procedure
      }
      for field in type.fields {
        let definitions = [field] + type.interfaces.compactMap { schema[$0].field(named: field.name) }
        fields[type.name, default: [:]][field.name] = definitions.lazy.compactMap { Self.binding(of: $0) }.first
        access[type.name, default: [:]][field.name] =
          definitions.lazy.compactMap { $0.appliedDirectives.first("access")?.argument("level")?.text }.first
      }
    }
  }

  private static func binding(of field: FieldDefinition) -> FieldBinding? {
    let directives = field.appliedDirectives
    if let procedure = directives.first("procedure"), let name = procedure.argument("name")?.text {
      let by = procedure.argument("by")?.items?.compactMap(\.text) ?? []
      if let reference = directives.first("reference"), let column = reference.argument("column")?.text {
        return .calledReferences(procedure: name, by: by, column: column, type: reference.argument("type")?.text)
      }
      return .procedure(name: name, by: by, isConnection: directives.first("connection") != nil)
    }
    if let reference = directives.first("reference") {
      if let argument = reference.argument("argument")?.text { return .argument(argument) }
      return reference.argument("column")?.text.map { .reference(column: $0, type: reference.argument("type")?.text) }
    }
    if let prefix = directives.first("embed")?.argument("prefix")?.text { return .embedded(prefix: prefix) }
    guard let column = directives.first("column"), let name = column.argument("name")?.text else { return nil }
    return column.argument("idsOf")?.text.map { .ids(column: name, type: $0) } ?? .column(name)
  }
}
