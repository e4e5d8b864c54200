public import GraphQLLanguage

extension Schema {
  /// Merges the definitions and extensions of the documents, checks them, and indexes the result.
  ///
  /// The documents may extend others, as if they stood behind them. Throws every reason why they are not a schema: first
  /// what `DefinitionRule` says of the extended documents, then of the documents, then what is wrong with the whole.
  /// `SourceOffset.document` counts the extended documents first.
  public static func build(
    _ documents: [Document], extending base: [Document] = [], options: Options = Options()
  ) throws(SchemaError) -> Schema {
    if !base.isEmpty { try checkDefinitions(base) }
    try checkDefinitions(documents, extending: base)
    let collection = try collect(base + documents)
    let draft = try draft(of: collection, options: options)
    var diagnostics = SchemaCheck.diagnostics(of: draft, collection)
    if SchemaAssembler(collection: collection, options: options, draft: nil).rootTypes()[.query] == nil {
      diagnostics.insert(missingQueryType(in: collection), at: 0)
    }
    guard diagnostics.isEmpty,
      let schema = SchemaAssembler(collection: collection, options: options, draft: draft).assemble()
    else { throw failure(diagnostics, in: collection) }
    return schema
  }

  /// Merges the documents without asking whether the whole makes sense: only `DefinitionRule` is checked.
  ///
  /// For comparing fragments of schemas. Values are not coerced, and without a query type another stands in for it.
  public static func buildUnchecked(_ documents: [Document], options: Options = Options()) throws(SchemaError) -> Schema {
    try checkDefinitions(documents)
    return try draft(of: try collect(documents), options: options)
  }

  private static func checkDefinitions(_ documents: [Document], extending base: [Document] = []) throws(SchemaError) {
    let diagnostics = diagnostics(of: Set(DefinitionRule.allCases), in: documents, extending: base)
    guard diagnostics.isEmpty else { throw SchemaError(diagnostics) }
  }

  private static func draft(of collection: DefinitionCollection, options: Options) throws(SchemaError) -> Schema {
    guard let draft = SchemaAssembler(collection: collection, options: options, draft: nil).assemble() else {
      throw SchemaError([missingQueryType(in: collection)])
    }
    return draft
  }

  /// Every way the documents break some rules, given others that they extend and that are not checked.
  public static func diagnostics(
    of rules: Set<DefinitionRule>, in documents: [Document], extending base: [Document] = []
  ) -> [Diagnostic] {
    do throws(SchemaError) {
      return DefinitionCheck.diagnostics(of: try collect(base + documents), baseCount: base.count, rules: rules)
    } catch {
      return error.diagnostics
    }
  }

  private static func collect(_ documents: [Document]) throws(SchemaError) -> DefinitionCollection {
    do throws(SyntaxError) {
      return try DefinitionCollection(documents)
    } catch {
      throw SchemaError([Diagnostic(rule: "Syntax", message: error.message, locations: [])])
    }
  }

  private static func missingQueryType(in collection: DefinitionCollection) -> Diagnostic {
    let definition = collection.schema.first.map { SourceOffset(document: $0.document, offset: $0.node.range.start) }
    return Diagnostic(
      rule: "RootTypes", message: "Query root type must be provided.", locations: definition.map { [$0] } ?? [])
  }

  /// Drops locations in what is built in: callers only have their own documents.
  private static func failure(_ diagnostics: [Diagnostic], in collection: DefinitionCollection) -> SchemaError {
    SchemaError(
      diagnostics.map { diagnostic in
        let locations = diagnostic.locations.filter { $0.document < collection.authoredCount }
        return Diagnostic(rule: diagnostic.rule, message: diagnostic.message, locations: locations)
      })
  }
}
