import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite struct IntrospectionTests {
  private let sdl = #"""
    "The \"pets\" of a house"
    schema { query: Root subscription: Live }
    type Root { pet(id: ID! = "a", old: Int @deprecated, kind: [Kind!] = [DOG]): Pet  cow: Cow @deprecated(reason: "gone") }
    type Live { pet: Pet }
    interface Pet { name: String! }
    type Dog implements Pet { name: String! }
    type Cow implements Pet { name: String! }
    union Any = Dog | Cow
    enum Kind { DOG COW @deprecated }
    input Key @oneOf { id: ID, name: String }
    scalar Date @specifiedBy(url: "https://example.com")
    directive @bind(kind: Hidden) on FIELD_DEFINITION
    directive @tag(name: String!) repeatable on FIELD | QUERY
    enum Hidden { A }
    """#

  private func introspect(
    _ query: String, _ variables: [String: InputValue] = [:], bytesMax: Int = .max
  ) throws -> String {
    let schema = try buildSchema(sdl, options: Schema.Options(hiddenDirectives: ["bind"]))
    let document = try Parser.parse(query)
    let root = document[document.operations[0].selectionSet]
    let fields = root.selections.compactMap { selection in
      if case .field(let id) = document[selection] { id } else { nil }
    }
    var json: [UInt8] = []
    let isComplete = IntrospectionResponse.write(
      fields, of: document, schema: schema, variables: { variables[document.text($0)] }, bytesMax: bytesMax, into: &json
    )
    return isComplete ? String(decoding: json, as: UTF8.self) : "stopped"
  }

  @Test func `answers for the schema`() throws {
    #expect(
      try introspect(
        "{ __schema { __typename description queryType { name } mutationType { name } subscriptionType { name } } }")
        == #"{"__typename":"__Schema","description":"The \"pets\" of a house","queryType":{"name":"Root"},"mutationType":null,"subscriptionType":{"name":"Live"}}"#
    )
  }

  @Test func `lists types in source order, then scalars in use, then its own, without hidden ones`() throws {
    let names = try introspect("{ __schema { types { name } } }")
    #expect(
      names.split(separator: "\"").filter { !"{}[]:,".contains($0.first ?? "{") && $0 != "name" && $0 != "types" } == [
        "Root", "Live", "Pet", "Dog", "Cow", "Any", "Kind", "Key", "Date", "__Schema", "__Type", "__TypeKind",
        "__Field",
        "__InputValue", "__EnumValue", "__Directive", "__DirectiveLocation", "Int", "String", "Boolean", "ID",
      ])
  }

  @Test func `lists directives without hidden ones`() throws {
    #expect(
      try introspect("{ __schema { directives { name isRepeatable } } }")
        == #"{"directives":[{"name":"tag","isRepeatable":true},{"name":"skip","isRepeatable":false},"#
        + #"{"name":"include","isRepeatable":false},{"name":"deprecated","isRepeatable":false},"#
        + #"{"name":"specifiedBy","isRepeatable":false},{"name":"oneOf","isRepeatable":false}]}"#)
  }

  @Test func `leaves out what is deprecated unless asked`() throws {
    #expect(
      try introspect("{ __type(name: \"Root\") { fields { name args { name } } } }")
        == #"{"fields":[{"name":"pet","args":[{"name":"id"},{"name":"kind"}]}]}"#)
    #expect(
      try introspect(
        "query ($d: Boolean) { __type(name: \"Root\") { fields(includeDeprecated: $d) { name isDeprecated deprecationReason args(includeDeprecated: true) { name isDeprecated } } } }",
        ["d": .boolean(true)])
        == #"{"fields":[{"name":"pet","isDeprecated":false,"deprecationReason":null,"args":[{"name":"id","isDeprecated":false},"#
        + #"{"name":"old","isDeprecated":true},{"name":"kind","isDeprecated":false}]},"#
        + #"{"name":"cow","isDeprecated":true,"deprecationReason":"gone","args":[]}]}"#)
    #expect(
      try introspect("{ __type(name: \"Kind\") { enumValues(includeDeprecated: true) { name deprecationReason } } }")
        == #"{"enumValues":[{"name":"DOG","deprecationReason":null},{"name":"COW","deprecationReason":"No longer supported"}]}"#
    )
  }

  @Test func `writes wrapped types and defaults`() throws {
    #expect(
      try introspect(
        "{ __type(name: \"Root\") { fields { args { name defaultValue type { kind name ofType { kind name ofType { name } } } } } } }"
      )
        == #"{"fields":[{"args":[{"name":"id","defaultValue":"\"a\"","type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"SCALAR","name":"ID","ofType":null}}},"#
        + #"{"name":"kind","defaultValue":"[DOG]","type":{"kind":"LIST","name":null,"ofType":{"kind":"NON_NULL","name":null,"ofType":{"name":"Kind"}}}}]}]}"#
    )
  }

  @Test(arguments: [
    (
      "Dog",
      #"{"kind":"OBJECT","fields":[{"name":"name"}],"interfaces":[{"name":"Pet"}],"possibleTypes":null,"enumValues":null,"inputFields":null,"isOneOf":null,"specifiedByURL":null,"ofType":null}"#
    ),
    (
      "Pet",
      #"{"kind":"INTERFACE","fields":[{"name":"name"}],"interfaces":[],"possibleTypes":[{"name":"Dog"},{"name":"Cow"}],"enumValues":null,"inputFields":null,"isOneOf":null,"specifiedByURL":null,"ofType":null}"#
    ),
    (
      "Any",
      #"{"kind":"UNION","fields":null,"interfaces":null,"possibleTypes":[{"name":"Dog"},{"name":"Cow"}],"enumValues":null,"inputFields":null,"isOneOf":null,"specifiedByURL":null,"ofType":null}"#
    ),
    (
      "Key",
      #"{"kind":"INPUT_OBJECT","fields":null,"interfaces":null,"possibleTypes":null,"enumValues":null,"inputFields":[{"name":"id"},{"name":"name"}],"isOneOf":true,"specifiedByURL":null,"ofType":null}"#
    ),
    (
      "Date",
      #"{"kind":"SCALAR","fields":null,"interfaces":null,"possibleTypes":null,"enumValues":null,"inputFields":null,"isOneOf":null,"specifiedByURL":"https://example.com","ofType":null}"#
    ),
  ])
  func `fills exactly the fields of a kind`(name: String, json: String) throws {
    let fields =
      "kind fields { name } interfaces { name } possibleTypes { name } enumValues { name } inputFields { name }"
    #expect(
      try introspect("{ __type(name: \"\(name)\") { \(fields) isOneOf specifiedByURL ofType { name } } }") == json)
  }

  @Test func `knows nothing of hidden and unknown types`() throws {
    #expect(try introspect("{ __type(name: \"Hidden\") { name } }") == "null")
    #expect(try introspect("query ($n: String!) { __type(name: $n) { name } }", ["n": .string("Nothing")]) == "null")
  }

  @Test func `merges fields over aliases, fragments and conditions`() throws {
    let query = """
      query ($yes: Boolean!) {
        __type(name: "Dog") { a: name ...F ... on __Type { fields { type { kind } } } ... on __Field { name } }
        __type(name: "Dog") { kind @skip(if: $yes) name @include(if: $yes) ... @include(if: false) { description } }
      }
      fragment F on __Type { fields { name ...F } a: name }
      """
    #expect(
      try introspect(query, ["yes": .boolean(true)])
        == #"{"a":"Dog","fields":[{"name":"name","type":{"kind":"NON_NULL"}}],"name":"Dog"}"#)
  }

  @Test func `stops when the answer grows too long`() throws {
    #expect(try introspect("{ __schema { types { name } } }", bytesMax: 100) == "stopped")
    #expect(try introspect("{ __schema { queryType { name } } }", bytesMax: 100) == #"{"queryType":{"name":"Root"}}"#)
  }

  @Test func `does not expand fragments that spread each other before it needs them`() throws {
    let fragments = (0..<60).map {
      "fragment F\($0) on __Type { ofType { ...F\($0 + 1) } o: ofType { ...F\($0 + 1) } }"
    }
    let query =
      "{ __type(name: \"Dog\") { ...F0 } } \(fragments.joined(separator: " ")) fragment F60 on __Type { name }"
    #expect(try introspect(query) == #"{"ofType":null,"o":null}"#)
  }
}
