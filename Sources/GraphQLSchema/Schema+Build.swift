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
      throw SchemaError([Diagnostic(rule: "Syntax", message: error.message, locations: [])])
    }
    collection.checkNames()
    guard collection.diagnostics.isEmpty else { throw failure(collection.diagnostics, among: documents) }
    guard let draft = SchemaAssembler(collection: collection, options: options, draft: nil).assemble() else {
      throw SchemaError([Diagnostic(rule: "RootTypes", message: "Query root type must be provided.", locations: [])])
    }
    let diagnostics = SchemaCheck.diagnostics(of: draft, collection)
    guard diagnostics.isEmpty,
      let schema = SchemaAssembler(collection: collection, options: options, draft: draft).assemble()
    else { throw failure(diagnostics, among: documents) }
    return schema
  }

  /// Drops locations in what is built in: callers only have their own documents.
  private static func failure(_ diagnostics: [Diagnostic], among documents: [Document]) -> SchemaError {
    SchemaError(
      diagnostics.map { diagnostic in
        let locations = diagnostic.locations.filter { $0.document < documents.count }
        return Diagnostic(rule: diagnostic.rule, message: diagnostic.message, locations: locations)
      })
  }
}
