public import GraphQLLanguage

extension Schema {
  /// Merges the definitions and extensions of the documents, checks them, and indexes the result.
  ///
  /// Throws every reason why they are not a schema; `SourceOffset.document` counts in the given order.
  public static func build(_ documents: [Document], options: Options = Options()) throws(SchemaError) -> Schema {
    var collection: DefinitionCollection
    do throws(SyntaxError) {
      collection = try DefinitionCollection(documents)
    } catch {
      throw SchemaError([
        Diagnostic(
          rule: "Syntax", message: error.message,
          locations: [SourceOffset(document: documents.count, offset: error.offset)])
      ])
    }
    collection.checkNames()
    guard collection.diagnostics.isEmpty else { throw SchemaError(collection.diagnostics) }
    guard let draft = SchemaAssembler(collection: collection, options: options, draft: nil).assemble() else {
      throw SchemaError([Diagnostic(rule: "RootTypes", message: "Query root type must be provided.", locations: [])])
    }
    let diagnostics = SchemaCheck.diagnostics(of: draft, collection)
    guard diagnostics.isEmpty,
      let schema = SchemaAssembler(collection: collection, options: options, draft: draft).assemble()
    else { throw SchemaError(diagnostics) }
    return schema
  }
}
