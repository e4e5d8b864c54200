import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite struct SchemaViewTests {
  private func view(_ sdl: String, flags: Set<String>) throws -> Schema {
    let directive =
      "directive @feature(flag: String!) on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR | FIELD_DEFINITION "
      + "| ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE\n"
    let schema = try buildSchema(directive + sdl, options: Schema.Options(hiddenDirectives: ["feature"]))
    return try schema.view { $0.name != "feature" || flags.contains($0.argument("flag")?.text ?? "") }
  }

  private func print(_ sdl: String, flags: Set<String>) throws -> String {
    String(decoding: SchemaPrinter.print(try view(sdl, flags: flags)), as: UTF8.self)
  }

  private let sdl = """
    type Query {
      a(x: Int = 1, y: Filter @feature(flag: "f")): Int
      b: Int @feature(flag: "f")
      c: Secret
      d(s: Shade = DARK): [Thing!]
    }

    type Secret @feature(flag: "f") {
      a: Int
      more: More
    }

    type More {
      secret: Secret
    }

    union Thing = Secret | Query

    enum Shade {
      DARK
      LIGHT @feature(flag: "f")
    }

    input Filter {
      shade: Shade = DARK
      depth: Int = 3 @feature(flag: "f")
    }
    """

  @Test func `shows everything when every feature is on`() throws {
    #expect(try print(sdl, flags: ["f"]) == sdl.replacing(" @feature(flag: \"f\")", with: ""))
  }

  @Test func `leaves out what a feature hides and what cannot be without it`() throws {
    #expect(
      try print(sdl, flags: []) == """
        type Query {
          a(x: Int = 1): Int
          d(s: Shade = DARK): [Thing!]
        }

        union Thing = Query

        enum Shade {
          DARK
        }

        input Filter {
          shade: Shade = DARK
        }
        """)
  }

  @Test func `renumbers fields and keeps types by their ids`() throws {
    let (off, on) = (try view(sdl, flags: []), try view(sdl, flags: ["f"]))
    #expect(off[off.queryType].fields.map(\.index) == [0, 1])
    #expect(off.type(named: "Thing")?.id == on.type(named: "Thing")?.id)
    #expect(off.type(named: "Secret")?.isHidden == true)
    let (secret, thing) = (try #require(on.type(named: "Secret")?.id), try #require(on.type(named: "Thing")?.id))
    #expect(on.isPossible(secret, of: thing))
    #expect(!off.isPossible(secret, of: thing))
  }

  @Test func `fills defaults without the fields that are gone`() throws {
    let sdl = "type Query { a(f: In = {}): Int } input In { x: Int = 1, y: Int = 2 @feature(flag: \"f\") }"
    let schema = try view(sdl, flags: [])
    let value = schema[schema.queryType].field(named: "a")?.argument(named: "f")?.defaultValue
    #expect(value?.literal == "{ x: 1 }")
  }

  @Test func `refuses a view that is not a schema`() throws {
    #expect(throws: SchemaError.self) {
      try view("type Query @feature(flag: \"f\") { a: Int }", flags: [])
    }
    #expect(throws: SchemaError.self) {
      try view("type Query { a(s: S = B): Int } enum S { A B @feature(flag: \"f\") }", flags: [])
    }
    #expect(throws: SchemaError.self) {
      try view("type Query implements I { a: Int b: Int @feature(flag: \"f\") } interface I { b: Int }", flags: [])
    }
  }
}
