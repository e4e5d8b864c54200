import Testing

/// That limits hold at the endpoint, before anything reaches the database.
@Suite struct `Limits of documents` {
  private func list(_ count: Int, _ item: (Int) -> String) -> String { (0..<count).map(item).joined(separator: " ") }

  @Test(arguments: ["depth", "aliases", "root", "directives", "fragments", "operations", "variables", "list", "nesting", "tokens", "size", "comparisons", "errors"])
  func `a document beyond a limit is refused with the limit's code`(limit: String) async throws {
    let gateway = try await TestGateway.shared.value
    let (query, code) =
      switch limit {
      case "depth":
        (
          "{ __type(name: \"A\") { "
            + list(20) { _ in "ofType {" } + " name " + String(repeating: "}", count: 22), "LIMIT_DEPTH"
        )
      case "aliases": ("{ assetCategories { \(list(31) { "a\($0): __typename" }) } }", "LIMIT_ALIASES")
      case "root": ("{ \(list(21) { "a\($0): __typename" }) }", "LIMIT_ROOT_FIELDS")
      case "directives": ("{ \(list(21) { _ in "__typename @skip(if: true)" }) }", "LIMIT_DIRECTIVES")
      case "fragments":
        ("{ \(list(51) { "...F\($0)" }) } \(list(51) { "fragment F\($0) on Query { __typename }" })", "LIMIT_FRAGMENTS")
      case "operations": (list(11) { "query Q\($0) { __typename }" }, "LIMIT_OPERATIONS")
      case "variables":
        (
          "query (\(list(101) { "$v\($0): ID!" })) { nodes(ids: [\(list(101) { "$v\($0)" })]) { id } }", "LIMIT_VARIABLES"
        )
      case "list": ("{ nodes(ids: [\(list(251) { "\"\($0)\"" })]) { id } }", "LIMIT_LIST")
      case "comparisons":
        (
          "{ \(list(300) { _ in "tenant { name }" }) tenant { a: name } tenant { a: __typename } }",
          "LIMIT_COMPARISONS"
        )
      case "errors": ("{ \(list(21) { "x\($0)" }) }", "LIMIT_ERRORS")
      case "nesting": (String(repeating: "{a", count: 65), "LIMIT_NESTING")
      case "tokens": ("{ \(list(2_000) { _ in "a" }) }", "LIMIT_TOKENS")
      default: ("{ __typename } #" + String(repeating: "x", count: 65_536), "LIMIT_SIZE")
      }
    let answer = try await gateway.ask(query, as: "john")
    #expect(answer.body.contains(#""code":"\#(code)""#), "\(answer.body)")
    #expect(answer.body.contains(#""locations":[{"line":1,"#))
    #expect(answer.json["data"] == nil)
    #expect(answer.flushes == [])
  }

  @Test func `a list in a variable is limited, too`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", as: "john",
      variables: ["ids": [String](repeating: Family.home, count: 251)])
    #expect(answer.body.contains(#""message":"A list has more than 250 items.","locations":[{"line":1,"column":8}]"#))
    #expect(answer.flushes == [])
  }

  private func nested(_ levels: Int) -> String {
    String(repeating: "{not: ", count: levels - 1) + "{unvalued: true}" + String(repeating: "}", count: levels - 1)
  }

  @Test func `conditions inside each other are limited, wherever they stand`() async throws {
    let gateway = try await TestGateway.shared.value
    let refused = #""message":"An argument has input objects more than 8 levels deep.","locations":[{"line":1,"column":18}]"#
    #expect(try await gateway.ask("{ assets(filter: \(nested(8))) { totalCount } }", as: "john").json["errors"] == nil)
    let tooDeep = try await gateway.ask("{ assets(filter: \(nested(9))) { totalCount } }", as: "john")
    #expect(tooDeep.body.contains(refused))
    #expect(tooDeep.body.contains(#""code":"LIMIT_INPUT""#))
    #expect(tooDeep.flushes == [])
    let split = "query ($f: AssetFilter = \(nested(4))) { x: __typename viewer { assets(filter: {not: {not: {not: {not: {not: $f}}}}}) { totalCount } } }"
    let answer = try await gateway.ask(split, as: "john")
    #expect(answer.body.contains("more than 8 levels deep"))
    #expect(answer.flushes == [])
  }

  @Test func `the conditions of one argument are limited in number`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = { (count: Int) in
      "{ assets(filter: {or: [" + (1..<count).map { _ in "{unvalued: true}" }.joined(separator: " ") + "]}) { totalCount } }"
    }
    #expect(try await gateway.ask(query(100), as: "john").json["errors"] == nil)
    let refused = try await gateway.ask(query(101), as: "john")
    #expect(refused.body.contains("An argument has input objects of more than 100 fields."))
    #expect(refused.flushes == [])
  }

  @Test func `a refusal is the same when the document is known already`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = "{ assetCategories { \(list(31) { "b\($0): __typename" }) } }"
    for _ in 1...2 {
      let answer = try await gateway.ask(query, as: "john")
      #expect(answer.body.contains(#""code":"LIMIT_ALIASES""#))
      #expect(answer.flushes == [])
    }
  }
}
