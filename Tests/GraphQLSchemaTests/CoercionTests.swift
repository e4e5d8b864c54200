import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite struct CoercionTests {
  private let sdl = """
    type Query {
      f(int: Int, need: Int!, float: Float, text: String, id: ID, flag: Boolean, color: Color, list: [Int], grid: [[Int!]],
        filter: Filter, key: Key, date: Date, any: Any): Int
    }
    enum Color { RED }
    scalar Date
    scalar Any
    input Filter { need: Int!, size: Int! = 10, text: String = "x", tags: [String!], inner: Filter }
    input Key @oneOf { id: ID, name: String }
    """

  private func schema() throws -> Schema {
    let isDate: Schema.ScalarCheck = { value in
      value.text.map { $0.utf8.count == 10 } == true ? nil : "expected a day"
    }
    return try buildSchema(sdl, options: Schema.Options(scalarChecks: ["Date": isDate]))
  }

  /// What a literal becomes as the argument of that name, `absent`, or the problem with its column in the literal.
  private func literal(_ argument: String, _ literal: String, _ variables: [String: InputValue] = [:]) throws -> String
  {
    let schema = try schema()
    let document = try Parser.parse("{f(\(argument):\(literal))}", limits: .none)
    let type = try #require(schema[schema.queryType].field(named: "f")?.argument(named: argument)?.type)
    do throws(InputProblem) {
      let value = try schema.coerce(literal: document.arguments[0].value, in: document, to: type) { name in
        variables[document.text(name)]
      }
      return value?.literal ?? "absent"
    } catch {
      return "\((error.offset ?? 0) - argument.utf8.count - 4) \(error.message)"
    }
  }

  private func json(_ argument: String, _ value: InputValue) throws -> [String] {
    let schema = try schema()
    let type = try #require(schema[schema.queryType].field(named: "f")?.argument(named: argument)?.type)
    var problems: [InputProblem] = []
    let coerced = schema.coerce(json: value, to: type, problems: &problems)
    return coerced.map { [$0.literal] }
      ?? problems.map { problem in
        let path = problem.path.map { element in
          switch element {
          case .index(let index): "[\(index)]"
          case .field(let name): ".\(name)"
          }
        }
        return path.joined() + " " + problem.message
      }
  }

  @Test(arguments: [
    ("int", "5", "5"), ("int", "null", "null"), ("float", "5", "5.0"), ("float", "1.5e3", "1500.0"),
    ("id", "5", "\"5\""),
    ("id", "\"a\"", "\"a\""), ("text", "\"\"\"a\"\"\"", "\"a\""), ("flag", "true", "true"), ("color", "RED", "RED"),
    ("list", "5", "[5]"), ("list", "[1, null]", "[1, null]"), ("list", "null", "null"), ("grid", "5", "[[5]]"),
    ("grid", "[1, [2]]", "[[1], [2]]"),
    ("any", "{a: [1, 1.10, X, 99999999999999999999]}", "{ a: [1, 1.10, X, 99999999999999999999] }"),
    ("date", "\"2025-09-03\"", "\"2025-09-03\""),
    ("filter", "{need: 1}", "{ need: 1, size: 10, text: \"x\" }"),
    (
      "filter", "{inner: {need: 2, text: null}, need: 1, size: 3}",
      "{ need: 1, size: 3, text: \"x\", inner: { need: 2, size: 10, text: null } }"
    ),
    ("key", "{id: 1}", "{ id: \"1\" }"),
  ])
  func `coerces literals`(argument: String, source: String, result: String) throws {
    #expect(try literal(argument, source) == result)
  }

  @Test(arguments: [
    ("int", "2147483648", "0 Int cannot represent non 32-bit signed integer value: 2147483648"),
    ("int", "1.0", "0 Int cannot represent non-integer value: 1.0"),
    ("float", "1e999", "0 Float cannot represent non numeric value: 1e999"),
    ("text", "RED", "0 String cannot represent a non string value: RED"),
    ("color", "\"RED\"", "0 Enum \"Color\" cannot represent non-enum value: \"RED\"."),
    ("color", "BLUE", "0 Value \"BLUE\" does not exist in \"Color\" enum."),
    ("need", "null", "0 Expected value of type \"Int!\", found null."),
    ("grid", "[[null]]", "2 Expected value of type \"Int!\", found null."),
    ("list", "[1, x]", "4 Int cannot represent non-integer value: x"),
    ("filter", "{}", "0 Field \"Filter.need\" of required type \"Int!\" was not provided."),
    ("filter", "{need: 1, more: 2}", "0 Field \"more\" is not defined by type \"Filter\"."),
    ("filter", "5", "0 Expected value of type \"Filter\", found 5."),
    ("key", "{}", "0 OneOf Input Object \"Key\" must specify exactly one key."),
    ("key", "{id: null}", "0 Field \"Key.id\" must be non-null."),
    ("date", "\"today\"", "0 Expected value of type \"Date\", expected a day, found \"today\""),
  ])
  func `refuses literals where they do not fit`(argument: String, source: String, message: String) throws {
    #expect(try literal(argument, source) == message)
  }

  @Test func `puts variables in their places`() throws {
    #expect(try literal("int", "$v", ["v": .int(1)]) == "1")
    #expect(try literal("int", "$v") == "absent")
    #expect(try literal("need", "$v") == "0 Expected value of type \"Int!\", found null.")
    #expect(try literal("need", "$v", ["v": .null]) == "0 Expected value of type \"Int!\", found null.")
    #expect(try literal("list", "[1, $v]") == "[1, null]")
    #expect(try literal("filter", "{need: 1, size: $v}") == "{ need: 1, size: 10, text: \"x\" }")
    #expect(
      try literal("filter", "{need: $v}") == "0 Field \"Filter.need\" of required type \"Int!\" was not provided.")
    #expect(try literal("any", "{a: $v, b: $w}", ["w": .boolean(true)]) == "{ b: true }")
  }

  @Test func `coerces JSON values`() throws {
    #expect(try json("color", .string("RED")) == ["RED"])
    #expect(try json("int", .float(3)) == ["3"])
    #expect(try json("id", .int(3)) == ["\"3\""])
    #expect(try json("grid", .int(3)) == ["[[3]]"])
    #expect(
      try json("filter", .object([InputObjectField("need", .int(1))])) == ["{ need: 1, size: 10, text: \"x\" }"])
  }

  @Test func `collects the problems of JSON values with their paths`() throws {
    let value = InputValue.object([
      InputObjectField("size", .null),
      InputObjectField("tags", .list([.string("a"), .null, .int(1)])),
      InputObjectField("more", .int(1)),
      InputObjectField("inner", .object([InputObjectField("need", .float(1.5))])),
    ])
    #expect(
      try json("filter", value) == [
        " Field \"more\" is not defined by type \"Filter\".",
        " Field \"Filter.need\" of required type \"Int!\" was not provided.",
        ".size Expected value of type \"Int!\", found null.",
        ".tags[1] Expected value of type \"String!\", found null.",
        ".tags[2] String cannot represent a non string value: 1",
        ".inner.need Int cannot represent non-integer value: 1.5",
      ])
    #expect(try json("color", .int(1)) == [" Enum \"Color\" cannot represent non-enum value: 1."])
    #expect(try json("key", .object([])) == [" OneOf Input Object \"Key\" must specify exactly one key."])
  }

  @Test func `says of a oneOf object that it needs one key when it has none or several that are known`() throws {
    #expect(
      try json("key", .object([InputObjectField("name", .int(1))])) == [
        ".name String cannot represent a non string value: 1"
      ])
    #expect(
      try json("key", .object([InputObjectField("name", .string("a")), InputObjectField("nope", .int(1))])) == [
        " Field \"nope\" is not defined by type \"Key\"."
      ])
    #expect(
      try json("key", .object([InputObjectField("nope", .int(1))])) == [
        " Field \"nope\" is not defined by type \"Key\".",
        " OneOf Input Object \"Key\" must specify exactly one key.",
      ])
    #expect(try json("key", .object([InputObjectField("name", .null)])) == [" Field \"Key.name\" must be non-null."])
  }

  @Test func `collects only so many problems`() throws {
    let items = [InputValue](repeating: .string("x"), count: 100)
    #expect(try json("list", .list(items)).count == 20)
  }

  @Test func `quotes only the beginning of a long value`() throws {
    let text = String(repeating: "é", count: 100_000)
    let excerpt = "\"" + String(repeating: "é", count: 59) + "…"
    #expect(try literal("int", "\"\(text)\"") == "0 Int cannot represent non-integer value: \(excerpt)")
  }
}
