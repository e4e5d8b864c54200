public import GraphQLSchema

/// The schema as clients see it.
public enum PublicSchema {
  /// The whole schema in the schema definition language, without what only binds it.
  public static func text(path: String) throws -> String {
    String(decoding: SchemaPrinter.print(try schema(path: path)), as: UTF8.self)
  }

  /// The schema in a file that may have bindings.
  public static func schema(path: String) throws(CheckFailure) -> Schema { try SchemaFile(path: path).schema }
}
