internal import GraphQLLanguage

extension Schema {
  /// Appends, as JSON, the data of a query for everything that introspection tells: `{"__schema": …}`. O(schema).
  public func writeIntrospection(into json: inout [UInt8]) {
    json.append(contentsOf: "{\"__schema\":".utf8)
    if let query = FullIntrospection.query {
      let fields = query.selections.compactMap { if case .field(let id) = $0 { id } else { nil } }
      let roots = fields.filter { query.text(query[$0].name) == "__schema" }
      _ = IntrospectionResponse.write(roots, of: query, schema: self, variables: { _ in nil }, into: &json)
    }
    json.append(UInt8(ascii: "}"))
  }
}

/// The query for all that introspection tells, whatever is deprecated included.
private enum FullIntrospection {
  /// Lists and non-nulls around a type that are followed.
  private static let wrappersMax = 50

  static let query: Document? = {
    do throws(SyntaxError) {
      return try Parser.parse(text, limits: .none)
    } catch {
      return nil
    }
  }()

  private static let typeReference =
    String(repeating: "kind name ofType { ", count: wrappersMax) + "kind name" + String(repeating: " }", count: wrappersMax)

  private static let text = """
    {
      __schema {
        description
        queryType { name kind }
        mutationType { name kind }
        subscriptionType { name kind }
        types {
          kind name description specifiedByURL isOneOf
          fields(includeDeprecated: true) {
            name description ...Arguments type { ...Reference } isDeprecated deprecationReason
          }
          inputFields(includeDeprecated: true) { ...InputValue }
          interfaces { ...Reference }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...Reference }
        }
        directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
      }
    }
    fragment Arguments on __Field { args(includeDeprecated: true) { ...InputValue } }
    fragment InputValue on __InputValue {
      name description type { ...Reference } defaultValue isDeprecated deprecationReason
    }
    fragment Reference on __Type { \(typeReference) }
    """
}
