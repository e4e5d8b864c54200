import Testing

@Suite struct ValidateCaseTests {
  private func validate(_ document: String, _ more: String = "") -> String {
    evaluate(#"{"op":"validate","schema":"type Query { a: Query b(c: [Int]): Int }","document":"\#(document)"\#(more)}"#)
  }

  @Test func `accepts what obeys every rule`() {
    #expect(validate("{ a { b } }") == #"{"ok":true,"errors":[]}"#)
  }

  @Test func `names the rule and the places of each error`() {
    #expect(
      validate(#"query($x: Int) {\n  c\n}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Variable \"$x\" is never used.","locations":[{"line":1,"column":7}],\#
      "rule":"NoUnusedVariables"},{"message":"Cannot query field \"c\" on type \"Query\". Did you mean \"a\" or \"b\"?",\#
      "locations":[{"line":2,"column":3}],"rule":"FieldsOnCorrectType"}]}
      """#)
  }

  @Test func `checks only the rules asked for`() {
    #expect(validate("query($x: Int) { c }", #","rules":["ScalarLeafs"]"#) == #"{"ok":true,"errors":[]}"#)
    #expect(validate("query($x: Int) { c }", #","rules":[]"#) == #"{"ok":true,"errors":[]}"#)
    #expect(
      validate("{ b }", #","rules":["ScalarLeaves"]"#)
        == #"{"ok":false,"errors":[{"message":"Unknown rule \"ScalarLeaves\"."}]}"#)
  }

  @Test func `refuses definitions of types`() {
    #expect(
      validate("{ b } type T { a: Int }")
        == #"""
      {"ok":false,"errors":[{"message":"The \"T\" definition is not executable.",\#
      "locations":[{"line":1,"column":7}],"rule":"ExecutableDefinitions"}]}
      """#)
  }

  @Test func `tells an error of the schema from one of the document`() {
    #expect(
      evaluate(#"{"op":"validate","schema":"type Query { a: A }","document":"{ a }"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Unknown type \"A\".","locations":[{"line":1,"column":17}],\#
      "rule":"KnownTypeNames","source":"schema"}]}
      """#)
  }

  @Test func `limits what is valid only when asked`() {
    let query = String(repeating: "a { ", count: 12) + "b" + String(repeating: " }", count: 12)
    #expect(validate("{ \(query) }") == #"{"ok":true,"errors":[]}"#)
    #expect(
      validate("{ \(query) }", #","limits":true"#)
        == #"""
      {"ok":false,"errors":[{"message":"The operation selects fields more than 12 levels deep.",\#
      "locations":[{"line":1,"column":51}],"extensions":{"code":"LIMIT_DEPTH"}}]}
      """#)
    #expect(
      validate("{ \(Array(repeating: "b", count: 21).enumerated().map { "f\($0.0): b" }.joined(separator: " ")) }", #","limits":true"#)
        == #"""
      {"ok":false,"errors":[{"message":"The operation selects more than 20 fields at its root.",\#
      "locations":[{"line":1,"column":133}],"extensions":{"code":"LIMIT_ROOT_FIELDS"}}]}
      """#)
  }
}
