import GraphQLSchema
import Testing

@Suite struct SchemaPrinterTests {
  private func print(_ sources: String..., hiding: Set<String> = []) throws -> String {
    let schema = try buildSchema(sources.joined(separator: "\n"), options: Schema.Options(hiddenDirectives: hiding))
    return String(decoding: SchemaPrinter.print(schema), as: UTF8.self)
  }

  @Test func `breaks default values that are longer than a line, without the margin of their field`() throws {
    let value = String(repeating: "x", count: 76)
    #expect(
      try print("type Query { a(b: [[String]] = [[\"\(value)\"]]): Int }") == """
        type Query {
          a(b: [[String]] = [
          ["\(value)"]
        ]): Int
        }
        """)
  }

  @Test func `prints every kind of definition, extensions merged`() throws {
    let printed = try print(
      #"""
      type Query implements Node { "the id" id: ID! a("why" x: Int = 1, y: [Kind!]! = [A]): String @deprecated }
      extend type Query { more(z: In = {a: 1}): Date }
      interface Node { id: ID! }
      union U = Query
      "Two words"
      enum Kind { A "second" B @deprecated(reason: "x") }
      input In @oneOf { a: Int k: Kind }
      scalar Date @specifiedBy(url: "https://example.com")
      directive @tag("its name" name: String!) repeatable on FIELD | QUERY
      """#)
    #expect(
      printed == #"""
        directive @tag(
          """its name"""
          name: String!
        ) repeatable on FIELD | QUERY

        type Query implements Node {
          """the id"""
          id: ID!
          a(
            """why"""
            x: Int = 1
            y: [Kind!]! = [A]
          ): String @deprecated
          more(z: In = { a: 1 }): Date
        }

        interface Node {
          id: ID!
        }

        union U = Query

        """Two words"""
        enum Kind {
          A

          """second"""
          B @deprecated(reason: "x")
        }

        input In @oneOf {
          a: Int
          k: Kind
        }

        scalar Date @specifiedBy(url: "https://example.com")
        """#)
    #expect(try print(printed) == printed)
  }

  @Test func `leaves out hidden directives, what only they need, and a schema definition that says nothing`() throws {
    let printed = try print(
      """
      schema @bind(kind: A) { query: Query }
      directive @bind(kind: Kind) on FIELD_DEFINITION | OBJECT | SCHEMA
      enum Kind { A }
      type Query @bind { a: Int @bind(kind: A) b: Int @deprecated }
      """, hiding: ["bind"])
    #expect(printed == "type Query {\n  a: Int\n  b: Int @deprecated\n}")
  }

  @Test func `prints a schema definition where names are not the usual ones`() throws {
    let source = "schema {\n  query: Root\n}\n\ntype Root {\n  a: Query\n}\n\ntype Query {\n  a: Int\n}"
    #expect(try print(source) == source)
  }

  @Test func `prints descriptions that no block string can mean in quotes`() throws {
    let source =
      "\"  indented\\n  twice\"\ntype Query {\n  \"\\u0001\"\n  a: Int\n\n  \"\"\"\n  lines\n\n    \\\"\"\" with \\ ends \"\n  \"\"\"\n  b: Int\n}"
    #expect(try print(source) == source)
  }

  @Test func `prints an empty description as a block string`() throws {
    let schema = try buildSchema("\"\" type Query { \"\" a: Int }")
    #expect(
      String(decoding: SchemaPrinter.print(schema), as: UTF8.self)
        == "\"\"\"\"\"\"\ntype Query {\n  \"\"\"\"\"\"\n  a: Int\n}")
  }
}
