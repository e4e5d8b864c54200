import Testing

@Suite struct CoordinateCaseTests {
  private func coordinate(_ coordinate: String) -> String {
    evaluate(
      #"""
      {"op":"coordinate","schema":"type Query { a(b: In): E } input In { c: Int } enum E { X } directive @d(e: Int) on FIELD",\#
      "coordinate":"\#(coordinate)"}
      """#)
  }

  @Test(arguments: [
    ("Query", "NamedType"), ("Query.a", "Field"), ("In.c", "InputField"), ("E.X", "EnumValue"),
    ("Query.a(b:)", "FieldArgument"), ("@d", "Directive"), ("@d(e:)", "DirectiveArgument"), ("__Type.name", "Field"),
    ("@skip(if:)", "DirectiveArgument"), ("Int", "NamedType"), ("Query.__typename", "Field"), ("Query.__type(name:)", "FieldArgument"),
  ])
  func `says what a coordinate names`(text: String, kind: String) {
    #expect(coordinate(text) == #"{"ok":true,"kind":"\#(kind)"}"#)
  }

  @Test(arguments: ["Nothing", "Query.b", "In.b", "E.Y", "Query.a(c:)", "@e", "@d(f:)", "In.__typename", "E.__schema", "Int.a"])
  func `says when it names nothing`(text: String) {
    #expect(
      coordinate(text)
        == #"""
      {"ok":false,"errors":[{"message":"The schema has no element with the coordinate \"\#(text)\".",\#
      "extensions":{"code":"COORDINATE_UNRESOLVED"}}]}
      """#)
  }

  @Test func `says when it is none`() {
    #expect(
      coordinate("Query.a(b)")
        == #"""
      {"ok":false,"errors":[{"message":"Syntax Error: Expected \":\", found \")\".",\#
      "locations":[{"line":1,"column":10}],"extensions":{"code":"COORDINATE_SYNTAX"}}]}
      """#)
  }
}
