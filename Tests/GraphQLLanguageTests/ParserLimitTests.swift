import GraphQLLanguage
import Testing

@Suite struct ParserLimitTests {
  private func nested(_ count: Int, _ open: String, _ close: String, in frame: (String) -> String) -> String {
    frame(String(repeating: open, count: count) + "x" + String(repeating: close, count: count))
  }

  private func outcome(_ source: String, limits: Parser.Limits = Parser.Limits(bytesMax: nil, tokensMax: nil)) -> String {
    do throws(SyntaxError) {
      _ = try Parser.parse(source, limits: limits)
      return "parsed"
    } catch {
      return describe(error, in: Array(source.utf8)) + (error.limitCode.map { " (\($0))" } ?? "")
    }
  }

  @Test func `accepts nesting to what the stack holds when nothing else is limited`() {
    #expect(outcome(nested(500, "{a", "}") { String($0) }, limits: .none) == "parsed")
    #expect(
      outcome(nested(501, "{a", "}") { String($0) }, limits: .none)
        == "1:1001 Syntax Error: The document is nested more than 500 levels deep. (LIMIT_NESTING)")
  }

  @Test func `accepts selections nested to the cap and no deeper`() {
    #expect(outcome(nested(64, "{a", "}") { String($0) }) == "parsed")
    #expect(
      outcome(nested(65, "{a", "}") { String($0) })
        == "1:129 Syntax Error: The document is nested more than 64 levels deep. (LIMIT_NESTING)")
  }

  @Test func `counts lists, objects, types and selections together`() {
    let error = "Syntax Error: The document is nested more than 64 levels deep. (LIMIT_NESTING)"
    #expect(outcome(nested(63, "[", "]") { "{a(b:\($0))}" }) == "parsed")
    #expect(outcome(nested(64, "[", "]") { "{a(b:\($0))}" }) == "1:69 \(error)")
    #expect(outcome(nested(63, "{k:", "}") { "{a(b:\($0))}" }) == "parsed")
    #expect(outcome(nested(64, "{k:", "}") { "{a(b:\($0))}" }) == "1:195 \(error)")
    #expect(outcome(nested(64, "[", "]") { "query($v:\($0)){a}" }) == "parsed")
    #expect(outcome(nested(65, "[", "]") { "query($v:\($0)){a}" }) == "1:74 \(error)")
    #expect(outcome(nested(65, "[", "]") { "query($v:Int=\($0)){a}" }) == "1:78 \(error)")
    #expect(outcome(nested(65, "[", "]") { "type T { a: \($0) }" }) == "1:77 \(error)")
  }

  @Test func `stops at the cap however deep the document goes on`() {
    #expect(
      outcome(String(repeating: "{a", count: 1_000_000))
        == "1:129 Syntax Error: The document is nested more than 64 levels deep. (LIMIT_NESTING)")
    #expect(outcome("{a(b:" + String(repeating: "[", count: 1_000_000)).hasSuffix("(LIMIT_NESTING)"))
  }

  @Test func `accepts tokens to the limit and no more`() {
    let limits = Parser.Limits(tokensMax: 10)
    #expect(outcome("{ a b c d e f g h }", limits: limits) == "parsed")
    #expect(
      outcome("{ a b c d e f g h i }", limits: limits)
        == "1:21 Syntax Error: The document has more than 10 tokens. (LIMIT_TOKENS)")
  }

  @Test func `accepts bytes to the limit and no more`() {
    let limits = Parser.Limits(bytesMax: 5)
    #expect(outcome("{ a }", limits: limits) == "parsed")
    #expect(outcome("{  a }", limits: limits) == "1:6 Syntax Error: The document is longer than 5 bytes. (LIMIT_SIZE)")
  }

  @Test func `has defaults for documents of clients`() {
    #expect(Parser.Limits.standard == Parser.Limits(bytesMax: 65_536, tokensMax: 2_000, nestingMax: 64))
    #expect(outcome("{ " + String(repeating: "a ", count: 2_000) + "}", limits: .standard).hasSuffix("(LIMIT_TOKENS)"))
  }

  @Test func `never traps on documents cut anywhere`() {
    let source = Array(
      #"query Q($a: [Int!] = [1.5e3] @d) { a: b(c: "\u{1F600}\n\uD83D\uDE00é", d: """ \""" """) ...F ... on T { x } }"#
        .utf8)
    for end in source.indices {
      for start in [0, end / 2] {
        _ = try? Parser.parse(Array(source[start..<end]))
      }
    }
  }
}
