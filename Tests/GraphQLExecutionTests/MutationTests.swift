import GraphQLExecution
import Rows
import Testing

/// Specification, section 6.2.2.
@Suite struct `Mutations` {
  static let schema = """
    type Query { nothing: Int }
    type Mutation {
      rename(name: String!): Circle @procedure(name: "rename")
      dissolve: Circle @procedure(name: "dissolve")
    }
    type Circle { id: ID! name: String members: [Member!]! @procedure(name: "members", by: ["id"]) }
    type Member { name: String }
    """

  static func answer(_ call: CallPlan, _ parameters: [Rows.Parameter]) -> CallOutcome {
    call.procedure == "members"
      ? table([["parent": .text("a"), "name": .text("Mary")]], for: call)
      : table([["id": .text("a"), "name": .text(call.procedure)]], for: call)
  }

  @Test func `a field begins when the one before it has all that it selects`() throws {
    let outcome = try run(
      #"mutation { rename(name: "x") { members { name } } dissolve { name members { name } } }"#, on: Self.schema, Self.answer)
    #expect(outcome.calls.map { "\($0.level) \($0.procedure)" } == ["0 rename", "1 members", "2 dissolve", "3 members"])
    #expect(
      outcome.response
        == #"{"data":{"rename":{"members":[{"name":"Mary"}]},"dissolve":{"name":"dissolve","members":[{"name":"Mary"}]}}}"#)
  }

  @Test func `the same field under two names is executed twice`() throws {
    let outcome = try run(
      #"mutation { a: dissolve { name } b: dissolve { name } }"#, on: Self.schema, Self.answer)
    #expect(outcome.calls.map { "\($0.level) \($0.procedure)" } == ["0 dissolve", "1 dissolve"])
  }

  @Test func `the fields of a query share their levels`() throws {
    let outcome = try run(
      "{ a: circle { members { name } } b: circle { name } }",
      on: """
        type Query { circle: Circle @procedure(name: "circle") }
        type Circle { id: ID! name: String members: [Member!]! @procedure(name: "members", by: ["id"]) }
        type Member { name: String }
        """, Self.answer)
    #expect(outcome.calls.map { "\($0.level) \($0.procedure)" } == ["0 circle", "1 members"])
  }
}

/// Specification, section 6.4.1.
@Suite struct `Coercing arguments` {
  static let schema = """
    type Query { circles(first: Int! = 3, names: [String!]): [Circle] @procedure(name: "circles") }
    type Circle { name: String }
    """

  static func run(_ query: String, variables: String) throws -> Outcome {
    try GraphQLExecutionTests.run(query, on: schema, variables: variables) { call, _ in
      table([["name": .text("A")]], for: call)
    }
  }

  @Test func `a variable that is absent leaves the default`() throws {
    let outcome = try Self.run("query ($n: Int) { circles(first: $n) { name } }", variables: "{}")
    #expect(outcome.calls.map(\.parameters) == [[.text(Array("3".utf8)), .null]])
  }

  @Test func `a variable that is null is refused where null is not allowed`() throws {
    let outcome = try Self.run("query ($n: Int) { circles(first: $n) { name } }", variables: #"{"n":null}"#)
    #expect(
      outcome.response
        == #"{"data":{"circles":null},"errors":[{"message":"The argument \"first\" has no usable value: Expected value of type \"Int!\", found null.","locations":[{"line":1,"column":34}],"path":["circles"],"extensions":{"code":"BAD_USER_INPUT","requestId":"r"}}]}"#
    )
    #expect(outcome.calls.isEmpty)
  }

  @Test func `an item that is null through a variable is refused with its whole list`() throws {
    let outcome = try Self.run(
      #"query ($n: String = "x") { circles(names: ["a", $n]) { name } }"#, variables: #"{"n":null}"#)
    #expect(
      outcome.response
        == #"{"data":{"circles":null},"errors":[{"message":"The argument \"names\" has no usable value: Expected value of type \"String!\", found null.","locations":[{"line":1,"column":43}],"path":["circles"],"extensions":{"code":"BAD_USER_INPUT","requestId":"r"}}]}"#
    )
  }
}
