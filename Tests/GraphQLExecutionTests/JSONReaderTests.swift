import GraphQLExecution
import Testing

@Suite struct `JSON texts` {
  private func failure(_ text: String, nestingMax: Int = 64) -> JSONReader.Failure? {
    do throws(JSONReader.Failure) {
      _ = try JSONReader.read(Array(text.utf8), nestingMax: nestingMax)
      return nil
    } catch {
      return error
    }
  }

  @Test func `values of every kind are on the tape in order`() throws {
    let tape = try JSONReader.read(Array(#" {"a": [1, -2.5e3, true, null], "b": "x\n\u00e9\ud83d\ude00"} "#.utf8))
    #expect(
      tape.nodes.map(\.kind) == [.object, .string, .array, .integer, .fraction, .true, .null, .string, .escapedString])
    #expect(tape.member("b", of: tape.root).map { tape.string($0) } == "x\né😀")
  }

  @Test func `members are found by several names at once, escaped or not`() throws {
    let tape = try JSONReader.read(Array(#"{"a": {"b": 1}, "b": 2, "c": [3, 4], "d": 5}"#.utf8))
    let found = tape.members(of: tape.root, named: ["b", "c", "d", "e"])
    #expect(found.mapValues { String(decoding: tape.text(of: $0), as: UTF8.self) } == ["b": "2", "c": "[3, 4]", "d": "5"])
    #expect(tape.members(of: tape.root, named: []) == [:])
    #expect(tape.members(of: 5, named: ["b"]) == [:])
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", "-", "1e", "tru", "\"", "\"\\x\"", "\"\u{1}\"", "[1] 2", "'a'",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\u{FEFF}{}", "NaN", "{\"a\":1 \"b\":2}",
  ])
  func `what RFC 8259 does not allow is refused`(text: String) {
    #expect(failure(text) != nil)
  }

  @Test func `a member named twice is refused, spelled alike or not`() {
    #expect(failure(#"{"a": 1, "a": 2}"#)?.reason == .duplicateMember)
    #expect(failure(#"{"a": 1, "\u0061": 2}"#)?.reason == .duplicateMember)
  }

  @Test func `nesting is accepted up to the limit and refused beyond it`() {
    #expect(failure(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)) == nil)
    #expect(failure(String(repeating: "[", count: 65) + String(repeating: "]", count: 65))?.reason == .nestingTooDeep)
    #expect(failure(String(repeating: "[", count: 100_000))?.reason == .nestingTooDeep)
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
  }
}

@Suite struct `Global ids` {
  @Test(arguments: ["a", "ab", "abc", "00000000-0000-4000-8000-000000000101"])
  func `an id gives back its type and key`(key: String) throws {
    let id = GlobalID.encode(type: "Persona", key: key)
    let decoded = try #require(GlobalID.decode(id))
    #expect(decoded == ("Persona", key))
    #expect(!id.contains("="))
  }

  @Test(arguments: ["", "Persona", "UGVyc29uYTo", "not base64!", "UGVyc29uYQ", "A"])
  func `what is no id is not decoded`(text: String) {
    #expect(GlobalID.decode(text) == nil)
  }

  @Test func `names are turned into columns`() {
    #expect("displayName".snakeCased == "display_name")
    #expect("RealEstate".snakeCased == "real_estate")
    #expect("line1".snakeCased == "line1")
  }
}
