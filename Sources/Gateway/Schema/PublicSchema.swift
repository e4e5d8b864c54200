import GraphQLSchema

/// The schema as clients see it.
public enum PublicSchema {
  /// The whole schema in the schema definition language, without what only binds it.
  public static func text(path: String) throws -> String {
    String(decoding: SchemaPrinter.print(try SchemaFile(path: path).schema), as: UTF8.self)
  }
}
