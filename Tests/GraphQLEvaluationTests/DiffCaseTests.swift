import Testing

@Suite struct DiffCaseTests {
  @Test func `lists the changes with their coordinates`() {
    #expect(
      evaluate(#"{"id":1,"op":"diff","old":"type Query { a: Int b: Int }","new":"type Query { a: Int! }"}"#)
        == #"""
      {"id":1,"ok":true,"changes":[\#
      {"kind":"FIELD_REMOVED","coordinate":"Query.b","severity":"breaking","message":"Field Query.b was removed."},\#
      {"kind":"FIELD_CHANGED_KIND_SAFE","coordinate":"Query.a","severity":"safe",\#
      "message":"Field Query.a changed type from Int to Int!."}]}
      """#)
    #expect(
      evaluate(#"{"op":"diff","old":"type Query { a: Int }","new":"type Query{a:Int}"}"#) == #"{"ok":true,"changes":[]}"#)
  }

  @Test func `says which schema is none`() {
    #expect(
      evaluate(#"{"op":"diff","old":"type Query { a: Int }","new":"type Query"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Type \"Query\" must define one or more fields.",\#
      "locations":[{"line":1,"column":1}],"rule":"EmptyTypes","source":"new"}]}
      """#)
  }
}
