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

  @Test func `compares parts of schemas`() {
    #expect(
      evaluate(#"{"op":"diff","old":"type A interface I","new":"type A implements I"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Unknown type \"I\".","locations":[{"line":1,"column":19}],"rule":"KnownTypeNames",\#
      "source":"new"}]}
      """#)
    #expect(
      evaluate(#"{"op":"diff","old":"type A interface I","new":"type A implements I interface I"}"#)
        == #"""
      {"ok":true,"changes":[{"kind":"IMPLEMENTED_INTERFACE_ADDED","coordinate":"A","severity":"dangerous",\#
      "message":"A implements interface I now."}]}
      """#)
  }
}
