import GraphQLExecution
import Rows
import Testing

@Suite struct `Batching` {
  static let schema = """
    type Query {
      circles: [Circle!]! @procedure(name: "circles")
      persona(id: ID!): Persona @reference(argument: "id")
      first: [Persona!]! @procedure(name: "first") @reference(column: "persona_id")
    }
    type Circle { id: ID! name: String! members: [Member!]! @procedure(name: "members", by: ["id"]) }
    type Member { role: Role! persona: Persona @reference(column: "persona_id") }
    type Persona @entity(procedure: "personas") { id: ID! name: String! friends(first: Int): [Persona!]! @procedure(name: "friends", by: ["id"]) }
    enum Role { OWNER ADVISOR }
    """

  /// Circle a has John and Mary, circle b John only; Mary is hidden from `personas`.
  static func answer(_ call: CallPlan, _ parameters: [Rows.Parameter]) -> CallOutcome {
    let names = ["1": "John", "2": "Mary"]
    switch call.procedure {
    case "circles": return table([["id": .text("a"), "name": .text("A")], ["id": .text("b"), "name": .text("B")]], for: call)
    case "first": return table([["persona_id": .text("1")]], for: call)
    case "members":
      return table(
        [
          ["parent": .text("b"), "role": .text("advisor"), "persona_id": .text("1")],
          ["parent": .text("a"), "role": .text("owner"), "persona_id": .text("1")],
          ["parent": .text("a"), "role": .text("advisor"), "persona_id": .text("2")],
        ], for: call)
    case "personas":
      return table(keys(parameters.first).filter { $0 != "2" }.map { ["id": .text($0), "name": .text(names[$0] ?? "?")] }, for: call)
    case "friends":
      return table(
        keys(parameters.first).map { ["parent": .text($0), "id": .text("2"), "name": .text("Mary")] }, for: call)
    default: return .failure(CallFailure(code: "INTERNAL", message: "no such procedure"))
    }
  }

  @Test func `one call answers a field for all parents of its level`() throws {
    let outcome = try run("{ circles { name members { role persona { name } } } }", on: Self.schema, Self.answer)
    #expect(
      outcome.response
        == #"{"data":{"circles":[{"name":"A","members":[{"role":"OWNER","persona":{"name":"John"}},{"role":"ADVISOR","persona":null}]},{"name":"B","members":[{"role":"ADVISOR","persona":{"name":"John"}}]}]}}"#
    )
    #expect(outcome.procedures == ["circles", "members", "personas"])
  }

  @Test func `each distinct key is sent once`() throws {
    let outcome = try run("{ circles { members { persona { name } } } }", on: Self.schema, Self.answer)
    #expect(keys(outcome.calls.last?.parameters.first) == ["1", "2"])
  }

  @Test func `calls of two levels are one at the later, unless the next level waits for the earlier`() throws {
    let merged = try run("{ first { name } circles { members { persona { id } } } }", on: Self.schema, Self.answer)
    #expect(merged.procedures == ["first", "circles", "members", "personas"])
    #expect(merged.calls.last?.columns == ["id", "name"])
    let awaited = try run(
      "{ first { friends { name } } circles { members { persona { id } } } }", on: Self.schema, Self.answer)
    #expect(awaited.procedures == ["first", "circles", "personas", "members", "friends", "personas"])
  }

  @Test func `the call of an id in an argument stays by itself`() throws {
    let query = "{ persona(id: \"1\") { name } circles { members { persona { id } } } }"
    #expect(try run(query, on: Self.schema, Self.answer).procedures == ["personas", "circles", "members", "personas"])
  }

  @Test func `only wanted columns are asked for, keys first`() throws {
    let outcome = try run("{ circles { members { role } } }", on: Self.schema, Self.answer)
    #expect(outcome.calls.map(\.columns) == [["id"], ["parent", "role"]])
  }

  @Test func `equal calls under two aliases are one call`() throws {
    let outcome = try run(
      "{ circles { x: members { role } y: members { persona { name } } } }", on: Self.schema, Self.answer)
    #expect(outcome.procedures == ["circles", "members", "personas"])
  }

  @Test func `calls with different arguments are different calls`() throws {
    let outcome = try run(
      #"{ persona(id: "1") { a: friends(first: 1) { name } b: friends(first: 2) { name } c: friends(first: 1) { id } } }"#,
      on: Self.schema, Self.answer)
    #expect(outcome.procedures == ["personas", "friends", "friends"])
    #expect(
      outcome.response
        == #"{"data":{"persona":{"a":[{"name":"Mary"}],"b":[{"name":"Mary"}],"c":[{"id":"2"}]}}}"#)
  }

  @Test func `a level without keys makes no call`() throws {
    let outcome = try run("{ circles { members { persona { name } } } }", on: Self.schema) { call, parameters in
      call.procedure == "members" ? table([], for: call) : Self.answer(call, parameters)
    }
    #expect(outcome.procedures == ["circles", "members"])
    #expect(outcome.response == #"{"data":{"circles":[{"members":[]},{"members":[]}]}}"#)
  }

  @Test func `a hidden object and an unknown one are both null`() throws {
    let outcome = try run(#"{ hidden: persona(id: "2") { name } }"#, on: Self.schema, Self.answer)
    #expect(outcome.response == #"{"data":{"hidden":null}}"#)
  }

  @Test func `fields left out by a variable make no call`() throws {
    let query = "query($deep: Boolean!) { circles { name members @include(if: $deep) { role } } }"
    let outcome = try run(query, on: Self.schema, variables: #"{"deep": false}"#, Self.answer)
    #expect(outcome.procedures == ["circles"])
    #expect(outcome.response == #"{"data":{"circles":[{"name":"A"},{"name":"B"}]}}"#)
  }

  @Test func `fields of one response key are merged over fragments`() throws {
    let query = """
      { circles { members { persona { id } } ...Names } }
      fragment Names on Circle { members { persona { name } role } }
      """
    let outcome = try run(query, on: Self.schema, Self.answer)
    #expect(
      outcome.response
        == #"{"data":{"circles":[{"members":[{"persona":{"id":"1","name":"John"},"role":"OWNER"},{"persona":null,"role":"ADVISOR"}]},{"members":[{"persona":{"id":"1","name":"John"},"role":"ADVISOR"}]}]}}"#
    )
  }

  @Test func `recursion in the data is as deep as the query, one call a level`() throws {
    let outcome = try run(#"{ persona(id: "1") { friends { friends { friends { id } } } } }"#, on: Self.schema, Self.answer)
    #expect(outcome.calls.map(\.level) == [0, 1, 2, 3])
    #expect(outcome.response == #"{"data":{"persona":{"friends":[{"friends":[{"friends":[{"id":"2"}]}]}]}}}"#)
  }
}
