import GraphQLLanguage
import Testing

@Suite struct ParserTests {
  @Test(arguments: [
    ("", "1:1 Syntax Error: Unexpected <EOF>."),
    (" # nothing", "1:11 Syntax Error: Unexpected <EOF>."),
    ("{", "1:2 Syntax Error: Expected Name, found <EOF>."),
    ("{}", "1:2 Syntax Error: Expected Name, found \"}\"."),
    ("{ a", "1:4 Syntax Error: Expected Name, found <EOF>."),
    ("{ a: }", "1:6 Syntax Error: Expected Name, found \"}\"."),
    ("{ a() }", "1:5 Syntax Error: Expected Name, found \")\"."),
    ("{ a(b: ) }", "1:8 Syntax Error: Unexpected \")\"."),
    ("{ a(b 1) }", "1:7 Syntax Error: Expected \":\", found Int \"1\"."),
    ("{ ... }", "1:7 Syntax Error: Expected \"{\", found \"}\"."),
    ("{ ...on }", "1:9 Syntax Error: Expected Name, found \"}\"."),
    ("notAnOperation Q { a }", "1:1 Syntax Error: Unexpected Name \"notAnOperation\"."),
    ("query Q() { a }", "1:9 Syntax Error: Expected \"$\", found \")\"."),
    ("query ($x: [Int { a }", "1:17 Syntax Error: Expected \"]\", found \"{\"."),
    ("query ($x: Int!!) { a }", "1:16 Syntax Error: Expected \"$\", found \"!\"."),
    ("query ($x: Int = $y) { a }", "1:18 Syntax Error: Unexpected variable \"$y\" in a constant value."),
    ("query ($x: [Int] = [$y]) { a }", "1:21 Syntax Error: Unexpected variable \"$y\" in a constant value."),
    ("query ($x: Int @d(a: $y)) { a }", "1:22 Syntax Error: Unexpected variable \"$y\" in a constant value."),
    ("fragment on on T { a }", "1:10 Syntax Error: Unexpected Name \"on\"."),
    ("fragment F T { a }", "1:12 Syntax Error: Expected \"on\", found Name \"T\"."),
    ("fragment F on T", "1:16 Syntax Error: Expected \"{\", found <EOF>."),
    ("\"text\" { a }", "1:1 Syntax Error: Unexpected description, a query in shorthand form cannot have one."),
    ("\"text\" extend type T @d", "1:1 Syntax Error: Unexpected description, only definitions can have one."),
    ("\"text\" other", "1:1 Syntax Error: Unexpected description, only definitions can have one."),
    ("type T {}", "1:9 Syntax Error: Expected Name, found \"}\"."),
    ("type T { a() : Int }", "1:12 Syntax Error: Expected Name, found \")\"."),
    ("type T { a Int }", "1:12 Syntax Error: Expected \":\", found Name \"Int\"."),
    ("extend type T", "1:14 Syntax Error: Unexpected <EOF>."),
    ("extend schema", "1:14 Syntax Error: Unexpected <EOF>."),
    ("extend directive @a on FIELD", "1:8 Syntax Error: Unexpected Name \"directive\"."),
    ("schema {}", "1:9 Syntax Error: Expected Name, found \"}\"."),
    ("schema { other: T }", "1:10 Syntax Error: Unexpected Name \"other\"."),
    ("enum E { true }", "1:10 Syntax Error: Name \"true\" is reserved and cannot be an enum value."),
    ("union U = | | A", "1:13 Syntax Error: Expected Name, found \"|\"."),
    ("directive @a on FIELD | NOWHERE", "1:25 Syntax Error: Unexpected Name \"NOWHERE\"."),
    ("directive @a on NOWHERE 01", "1:26 Syntax Error: Invalid number, unexpected digit after 0."),
    ("directive @a(b: Int) repeatable FIELD", "1:33 Syntax Error: Expected \"on\", found Name \"FIELD\"."),
  ])
  func `refuses a document at the token where it goes wrong`(source: String, message: String) {
    #expect(reprint(source) == message)
  }

  @Test func `takes keywords as names wherever names stand`() {
    let words = ["on", "fragment", "query", "type", "extend", "implements", "repeatable", "true", "null"]
    for word in words {
      let source = "query \(word) {\n  \(word)(\(word): $\(word)) @\(word)\n}"
      #expect(reprint(source) == source)
    }
  }

  @Test func `gives equal names equal ids and others others`() throws {
    let document = try Parser.parse("query a($b: a) { b(a: $b) c: a }")
    #expect(document.names == ["a", "b", "c"])
    let field = document.fields[1]
    #expect(document.text(field.responseName) == "c")
    #expect(field.name.id == document.operations[0].name?.id)
  }

  @Test func `keeps the bytes of every node`() throws {
    let document = try Parser.parse("{ a(x: [1, 2]) @d(y: {z: $v}) ...F ... on T { b } }")
    #expect(document.fields.map { document.text($0.range) } == ["a(x: [1, 2]) @d(y: {z: $v})", "b"])
    #expect(document.arguments.map { document.text($0.range) } == ["x: [1, 2]", "y: {z: $v}"])
    #expect(document.directives.map { document.text($0.range) } == ["@d(y: {z: $v})"])
    #expect(document.fragmentSpreads.map { document.text($0.range) } == ["...F"])
    #expect(document.inlineFragments.map { document.text($0.range) } == ["... on T { b }"])
    #expect(document.selectionSets.map { document.text($0.range) }.last == document.text(document.operations[0].range))
  }

  @Test func `keeps the items of nested lists and sets together and in order`() throws {
    let document = try Parser.parse("{ a(l: [[1 2] 3 [4]]) { b { c d } e { f } } g }")
    let outer = document[document.operations[0].selectionSet].selections.map { selection in
      if case .field(let id) = document[selection] { document.text(document[id].name) } else { "" }
    }
    #expect(outer == ["a", "g"])
    #expect(reprint(String(decoding: document.source, as: UTF8.self)).contains("a(l: [[1, 2], 3, [4]])"))
  }
}
