import GraphQLEvaluation
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct DocumentCheckTests {
  private func findings(_ source: String) throws -> [String] {
    let schema = try Schema.build([
      Parser.parse(
        """
        type Query { a(x: In, y: E @deprecated(reason: "no y")): Query old: Int @deprecated(reason: "use a") }
        input In { b: Int c: [E] @deprecated(reason: "no c") d: In }
        enum E { X Y @deprecated(reason: "use X") }
        directive @d(e: Int @deprecated) on FIELD
        """, limits: .none)
    ])
    return DocumentCheck(schema: schema, limits: .standard).findings(in: Array(source.utf8), file: "q.graphql")
      .map(\.description)
  }

  @Test func `says nothing of what is well`() throws {
    #expect(try findings("{ a { a { __typename } } }") == [])
  }

  @Test func `names rule and place of every error`() throws {
    #expect(
      try findings("query Q {\n  a { ...F }\n  b\n}") == [
        #"q.graphql:2:10: Unknown fragment "F". (KnownFragmentNames at Query)"#,
        #"q.graphql:3:3: Cannot query field "b" on type "Query". Did you mean "a"? (FieldsOnCorrectType at Query)"#,
      ])
    #expect(try findings("{ a ") == ["q.graphql:1:5: Syntax Error: Expected Name, found <EOF>. (Syntax)"])
  }

  @Test func `knows the limits of the gateway`() throws {
    let query = String(repeating: "{ a ", count: 12) + "{ __typename }" + String(repeating: " }", count: 12)
    #expect(
      try findings(query) == ["q.graphql:1:51: The operation selects fields more than 12 levels deep. (LIMIT_DEPTH at Query.__typename)"])
  }

  @Test func `warns of what is deprecated, wherever it is named`() throws {
    #expect(
      try findings("query($v: In = { d: { c: [X, Y] } }) { a(x: { c: Y }, y: X) { old @d(e: 1) } b: a(x: $v) { l: old } }") == [
        "q.graphql:1:23: warning: In.c is deprecated: no c (Deprecated at In.c)",
        "q.graphql:1:30: warning: E.Y is deprecated: use X (Deprecated at E.Y)",
        "q.graphql:1:47: warning: In.c is deprecated: no c (Deprecated at In.c)",
        "q.graphql:1:50: warning: E.Y is deprecated: use X (Deprecated at E.Y)",
        "q.graphql:1:55: warning: Query.a(y:) is deprecated: no y (Deprecated at Query.a(y:))",
        "q.graphql:1:63: warning: Query.old is deprecated: use a (Deprecated at Query.old)",
        "q.graphql:1:70: warning: @d(e:) is deprecated: No longer supported (Deprecated at @d(e:))",
        "q.graphql:1:92: warning: Query.old is deprecated: use a (Deprecated at Query.old)",
      ])
  }

  @Test func `says in JSON what of the schema a finding is about`() throws {
    let schema = try Schema.build([Parser.parse("type Query { a(x: Int): Int }", limits: .none)])
    let check = DocumentCheck(schema: schema, limits: .standard)
    let findings = check.findings(in: Array("{ a(x: true) }".utf8), file: "q.graphql") + check.findings(in: [], file: "e.graphql")
    #expect(
      String(decoding: DocumentCheck.Finding.json(findings), as: UTF8.self) == """
        [{"file":"q.graphql","line":1,"column":8,"severity":"error",\
        "message":"Int cannot represent non-integer value: true","rule":"ValuesOfCorrectType","coordinate":"Query.a(x:)"},\
        {"file":"e.graphql","line":1,"column":1,"severity":"error",\
        "message":"Syntax Error: Unexpected <EOF>.","rule":"Syntax"}]
        """)
  }
}
