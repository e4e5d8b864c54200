import GraphQLLanguage
import Testing

@Suite struct LexerTests {
  /// The decoded content of the one string in `{ a(s: …) }`, or the error.
  private func string(_ literal: String) -> String {
    let source = Array("{ a(s: \(literal)) }".utf8)
    do throws(SyntaxError) {
      let document = try Parser.parse(source)
      return document.values.first.map { document.string(of: $0) } ?? "none"
    } catch {
      return describe(error, in: source)
    }
  }

  private func error(_ bytes: [UInt8]) -> String {
    do throws(SyntaxError) {
      _ = try Parser.parse(bytes, limits: .none)
      return "none"
    } catch {
      return describe(error, in: bytes)
    }
  }

  @Test func `ignores byte order marks, commas, comments and line ends of all kinds`() {
    #expect(reprint("\u{FEFF}{,a,\r\n# comment é 😀\rb\u{FEFF},\tc#end\n}#") == "{\n  a\n  b\n  c\n}")
  }

  @Test func `decodes every escape`() {
    #expect(
      string(#""\" \\ \/ \b \f \n \r \t \u0041 \u{1F600} \u{00000041} \uD83D\uDE00""#)
        == "\" \\ / \u{8} \u{C} \n \r \t A 😀 A 😀")
  }

  @Test func `takes other characters of strings as they are`() {
    #expect(string("\"é 😀 \u{1} '#,\"") == "é 😀 \u{1} '#,")
    #expect(string("\"\"") == "")
  }

  @Test(arguments: [
    (#""\x""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\x"."#),
    (#""\u12""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\u12"."#),
    (#""\uD83D""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\uD83D"."#),
    (#""\uDE00\uD83D""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\uDE00\uD83D"."#),
    (#""\uD83D\u0041""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\uD83D\u0041"."#),
    (#""\u{}""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\u{}"."#),
    (#""\u{110000}""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\u{110000}"."#),
    (#""\u{D83D}""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\u{D83D}"."#),
    (#""\u{FFFFFFFFFFFFFFFFFFFF}""#, #"1:9 Syntax Error: Invalid escape sequence in a string: "\u{FFFFFFFFF"."#),
    ("\"a\nb\"", "1:10 Syntax Error: Unterminated string."),
    ("\"a\rb\"", "1:10 Syntax Error: Unterminated string."),
    ("\"a) }", "1:16 Syntax Error: Unterminated string."),
    ("\"\"\"a\n\\\"\"\") }", "2:11 Syntax Error: Unterminated string."),
    ("'a'", "1:8 Syntax Error: Unexpected single quote character ('), strings are written with double quotes (\")."),
  ])
  func `refuses a string where it goes wrong`(literal: String, message: String) {
    #expect(string(literal) == message)
  }

  @Test(arguments: [
    ("\"\"\"a\"\"\"", "a"),
    ("\"\"\"\"\"\"", ""),
    (
      "\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"",
      "Hello,\n  World!\n\nYours,\n  GraphQL."
    ),
    ("\"\"\"  first\n    second\n   third\"\"\"", "  first\n second\nthird"),
    ("\"\"\"\n\n  \n  a\n\n  b\n \n\"\"\"", "a\n\nb"),
    ("\"\"\"a\r\nb\rc\nd\"\"\"", "a\nb\nc\nd"),
    ("\"\"\"a \\\"\"\" b \\n \\u0041\"\"\"", "a \"\"\" b \\n \\u0041"),
    ("\"\"\"\n\ta\n\t\tb\n\"\"\"", "a\n\tb"),
    ("\"\"\"   \n  \"\"\"", ""),
  ])
  func `takes indentation and blank ends off block strings`(literal: String, content: String) {
    #expect(string(literal) == content)
  }

  @Test(arguments: [
    ("00", "1:9 Syntax Error: Invalid number, unexpected digit after 0."),
    ("-", "1:9 Syntax Error: Invalid number, expected a digit here."),
    ("1.", "1:10 Syntax Error: Invalid number, expected a digit here."),
    (".5", "1:8 Syntax Error: Unexpected character: \".\"."),
    ("1e", "1:10 Syntax Error: Invalid number, expected a digit here."),
    ("1.5e+", "1:13 Syntax Error: Invalid number, expected a digit here."),
    ("1a", "1:9 Syntax Error: Invalid number, expected a digit here."),
    ("1.2.3", "1:11 Syntax Error: Invalid number, expected a digit here."),
    ("0x1", "1:9 Syntax Error: Invalid number, expected a digit here."),
    ("+1", "1:8 Syntax Error: Unexpected character: \"+\"."),
  ])
  func `refuses a number where it goes wrong`(number: String, message: String) {
    #expect(string(number) == message)
  }

  @Test func `accepts numbers of every form`() {
    #expect(
      reprint("{ a(n: [0 -0 10 0.5 -1.25 1e3 1E-3 12.5e+10]) }")
        == "{\n  a(n: [0, -0, 10, 0.5, -1.25, 1e3, 1E-3, 12.5e+10])\n}")
  }

  @Test(arguments: [
    ([0xFF], 2), ([0xC0, 0x80], 2), ([0xC3], 2), ([0xED, 0xA0, 0x80], 2), ([0xF4, 0x90, 0x80, 0x80], 2),
    ([0xE0, 0x80, 0x80], 2), ([0xF0, 0x80, 0x80, 0x80], 2), ([0xE2, 0x82], 2), ([0x61, 0x80], 3),
  ])
  func `refuses bytes that are not UTF-8 in comments and strings`(bytes: [UInt8], column: Int) {
    let message = "Syntax Error: Invalid character: the source is not UTF-8 here."
    #expect(error(Array("#".utf8) + bytes + Array("\n{a}".utf8)) == "1:\(column) \(message)")
    #expect(error(Array("{a(b:\"".utf8) + bytes + Array("\")}".utf8)) == "1:\(column + 5) \(message)")
  }

  @Test func `refuses characters outside the grammar`() {
    #expect(reprint("{ a % }") == "1:5 Syntax Error: Unexpected character: \"%\".")
    #expect(reprint("{ é }") == "1:3 Syntax Error: Unexpected character: U+00E9.")
    #expect(reprint("{ a \0 }") == "1:5 Syntax Error: Unexpected character: U+0000.")
    #expect(reprint("{ ..a }") == "1:3 Syntax Error: Unexpected character: \".\".")
    #expect(error([0x7B, 0xFE]) == "1:2 Syntax Error: Invalid character: the source is not UTF-8 here.")
  }

  @Test func `counts columns in UTF-16 units and lines at every line end`() {
    #expect(reprint("#\r#\r\n#\n{ a(b: \"😀é\") % }") == "4:15 Syntax Error: Unexpected character: \"%\".")
  }

  @Test func `quotes only the beginning of a long token`() {
    let name = String(repeating: "x", count: 1_000_000)
    let excerpt = String(repeating: "x", count: 40)
    #expect(reprint("query Q \(name)") == "1:9 Syntax Error: Expected \"{\", found Name \"\(excerpt)…\".")
    #expect(reprint("{ a(b: \"\(name)") == "1:1000009 Syntax Error: Unterminated string.")
  }
}
