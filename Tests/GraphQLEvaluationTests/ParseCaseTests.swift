import Testing

@Suite struct ParseCaseTests {
  @Test func `prints a document in its canonical form`() {
    #expect(
      evaluate(##"{"op":"parse","source":"query Q($a:Int=1){f(a:$a)@d ...on T{g}}type A{b:C}"}"##)
        == #"""
      {"ok":true,"printed":"query Q($a: Int = 1) {\n  f(a: $a) @d\n  ... on T {\n    g\n  }\n}\n\n\#
      type A {\n  b: C\n}"}
      """#)
  }

  @Test(arguments: ["\\n", "\\r", "\\r\\n"])
  func `counts lines by each terminator and columns by UTF-16 units`(terminator: String) {
    #expect(
      evaluate(#"{"op":"parse","source":"{ a \#(terminator) b(c: \"é😀\") ? }"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Syntax Error: Unexpected character: \"?\".",\#
      "locations":[{"line":2,"column":14}]}]}
      """#)
  }

  @Test func `refuses a lone surrogate where it stands`() {
    #expect(
      evaluate(#"{"id":3,"op":"parse","source":"{ a(b: \"\ud83d\") }"}"#)
        == #"""
      {"id":3,"ok":false,"errors":[{"message":"Syntax Error: Invalid character: the source is not UTF-8 here.",\#
      "locations":[{"line":1,"column":9}]}]}
      """#)
    #expect(
      evaluate(#"{"op":"parse","source":"{ a(b: \"\ud83d\ude00\") }"}"#)
        == "{\"ok\":true,\"printed\":\"{\\n  a(b: \\\"😀\\\")\\n}\"}")
  }

  @Test func `limits the text only when asked`() {
    let source = String(repeating: "a ", count: 2_001)
    #expect(evaluate(#"{"op":"parse","source":"{ \#(source) }"}"#).hasPrefix(#"{"ok":true"#))
    #expect(
      evaluate(#"{"op":"parse","source":"{ \#(source) }","limits":true}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Syntax Error: The document has more than 2000 tokens.",\#
      "locations":[{"line":1,"column":4001}],"extensions":{"code":"LIMIT_TOKENS"}}]}
      """#)
  }

  @Test func `limits nesting always`() {
    let source = String(repeating: "{ a ", count: 501) + String(repeating: "}", count: 501)
    #expect(
      evaluate(#"{"op":"parse","source":"\#(source)"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Syntax Error: The document is nested more than 500 levels deep.",\#
      "locations":[{"line":1,"column":2001}],"extensions":{"code":"LIMIT_NESTING"}}]}
      """#)
  }
}
