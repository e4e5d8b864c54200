import GraphQLExecution
import Rows
import Testing

@Suite struct `Connections` {
  static let schema = """
    type Query { circles: [Circle!]! @procedure(name: "circles") }
    type Circle { id: ID! members(first: Int = 2, after: String, filter: Filter): MemberConnection! @procedure(name: "members", by: ["id"]) @connection }
    input Filter { circle: ID ofRole: [Role!] any: [Filter!] size: Size note: String settings: JSON }
    input Size { atLeast: Int exactly: Decimal }
    scalar JSON
    scalar Decimal
    enum Role { OWNER NON_BENEFICIARY }
    type Member { name: String! }
    type MemberConnection {
      edges: [MemberEdge!]! nodes: [Member!]! pageInfo: PageInfo! totalCount: Int
      byInitial: [Initial!]! @embed(prefix: "initial_")
    }
    type Initial { letter: String! names: String! }
    type MemberEdge { node: Member! cursor: String! }
    type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    """

  static func answer(_ call: CallPlan, _ parameters: [Rows.Parameter]) -> CallOutcome {
    guard call.procedure == "members" else {
      return table([["id": .text("a")], ["id": .text("b")]], for: call)
    }
    return table(
      [
        ["parent": .text("a"), "name": .text("x"), "cursor": .text("1"), "has_next": .bool(true), "has_previous": .bool(false), "total_count": .int(3)],
        ["parent": .text("a"), "name": .text("y"), "cursor": .text("2"), "has_next": .bool(true), "has_previous": .bool(false), "total_count": .int(3)],
      ], for: call)
  }

  @Test func `a page has edges, nodes and a description, from one call for all parents`() throws {
    let query = """
      { circles { members { edges { cursor node { name } } nodes { name }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } } }
      """
    let outcome = try run(query, on: Self.schema, Self.answer)
    #expect(
      outcome.response
        == #"{"data":{"circles":[{"members":{"edges":[{"cursor":"sealed:1","node":{"name":"x"}},{"cursor":"sealed:2","node":{"name":"y"}}],"nodes":[{"name":"x"},{"name":"y"}],"pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"startCursor":"sealed:1","endCursor":"sealed:2"},"totalCount":3}},{"members":{"edges":[],"nodes":[],"pageInfo":{"hasNextPage":false,"hasPreviousPage":false,"startCursor":null,"endCursor":null},"totalCount":0}}]}}"#
    )
    #expect(outcome.procedures == ["circles", "members"])
  }

  @Test func `the cursor of a page reaches the procedure opened`() throws {
    let query = #"{ circles { members(first: 5, after: "sealed:2") { nodes { name } pageInfo { hasPreviousPage } } } }"#
    let outcome = try run(query, on: Self.schema, Self.answer)
    #expect(
      outcome.calls.last?.parameters
        == [
          .text(Array(#"{"a","b"}"#.utf8)), .text(Array("5".utf8)), .text(Array("2".utf8)), .null, .text(Array("false".utf8)),
          .text(Array("false".utf8)),
        ])
  }

  @Test func `a cursor that nobody made is refused without a call`() throws {
    let outcome = try run(#"{ circles { members(after: "2") { totalCount } } }"#, on: Self.schema, Self.answer)
    #expect(outcome.procedures == ["circles"])
    #expect(outcome.response.contains(#""code":"BAD_CURSOR""#))
  }

  @Test func `the total is asked for only when it is selected`() throws {
    let outcome = try run("{ circles { members { totalCount } } }", on: Self.schema, Self.answer)
    #expect(outcome.calls.last?.parameters.suffix(2) == [.text(Array("true".utf8)), .text(Array("false".utf8))])
  }

  @Test func `what every row of a page tells of the list is written once, asked for only when it is selected`() throws {
    let query = "{ circles { members(first: 1) { byInitial { letter names } nodes { name } } } }"
    let outcome = try run(query, on: Self.schema) { call, _ in
      guard call.procedure == "members" else { return table([["id": .text("a")], ["id": .text("b")], ["id": .text("c")]], for: call) }
      let told: [String: Cell] = ["initial_letter": .texts(["x", "y"]), "initial_names": .texts(["xa xb", "yo"]), "has_next": .bool(true)]
      return table(
        [
          told.merging(["parent": .text("a"), "name": .text("xa"), "cursor": .text("1")]) { $1 },
          told.merging(["parent": .text("b")]) { $1 },
        ], for: call)
    }
    let initials = #""byInitial":[{"letter":"x","names":"xa xb"},{"letter":"y","names":"yo"}]"#
    #expect(
      outcome.response
        == "{\"data\":{\"circles\":[{\"members\":{\(initials),\"nodes\":[{\"name\":\"xa\"}]}},{\"members\":{\(initials),\"nodes\":[]}},{\"members\":{\"byInitial\":[],\"nodes\":[]}}]}}"
    )
    #expect(outcome.calls.last?.parameters.suffix(2) == [.text(Array("false".utf8)), .text(Array("true".utf8))])
  }

  @Test func `a page that is empty though its parent has elements tells what lies around it`() throws {
    let query = "{ circles { members(first: 0) { edges { cursor } nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } } }"
    let outcome = try run(query, on: Self.schema) { call, _ in
      guard call.procedure == "members" else { return table([["id": .text("a")]], for: call) }
      return table([["parent": .text("a"), "has_next": .bool(true), "has_previous": .bool(true), "total_count": .int(3)]], for: call)
    }
    #expect(
      outcome.response
        == #"{"data":{"circles":[{"members":{"edges":[],"nodes":[],"pageInfo":{"hasNextPage":true,"hasPreviousPage":true,"endCursor":null},"totalCount":3}}]}}"#
    )
  }

  @Test func `an input object reaches the procedure as JSON, its names in snake case, enum values in lower case, ids as keys`() throws {
    let query = """
      query ($name: String) { circles { members(filter: {
        ofRole: [OWNER, NON_BENEFICIARY], circle: "Q2lyY2xlOjc", any: [{ note: $name }, { size: { atLeast: 2, exactly: "0.10" } }],
        settings: { keepMe: 1 } }) { nodes { name } } } }
      """
    let outcome = try run(query, on: Self.schema, variables: #"{"name": "O\"Neill"}"#, areIDsGlobal: true, Self.answer)
    #expect(
      outcome.calls.last?.parameters.dropFirst(3).first
        == .text(
          Array(
            #"{"circle":"7","of_role":["owner","non_beneficiary"],"any":[{"note":"O\"Neill"},{"size":{"at_least":2,"exactly":"0.10"}}],"settings":{"keepMe":1}}"#
              .utf8)))
  }

  @Test func `an id within an input object that is none is refused without a call`() throws {
    let query = #"{ circles { members(filter: { any: [{ circle: "7" }] }) { nodes { name } } } }"#
    let outcome = try run(query, on: Self.schema, areIDsGlobal: true, Self.answer)
    #expect(outcome.procedures == ["circles"])
    #expect(outcome.response.contains(#""code":"BAD_ID""#))
  }
}
