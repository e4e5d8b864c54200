import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Rows
import Testing

@Suite struct `Costs` {
  static let schema = """
    directive @cost(weight: String!) on FIELD_DEFINITION | OBJECT | SCALAR
    directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
    type Query {
      circles: [Circle!]! @procedure(name: "circles") @listSize(assumedSize: 3)
      search(filter: Filter): [Thing!]! @procedure(name: "search") @listSize(assumedSize: 4) @cost(weight: "10")
      pets: [Pet!]! @procedure(name: "pets")
      found(first: Int): [Pet!]! @procedure(name: "found") @reference(column: "pet_id")
        @listSize(assumedSize: 20, slicingArguments: ["first"], requireOneSlicingArgument: false)
      node(id: ID!): Pet @reference(argument: "id")
      nodes(ids: [ID!]!): [Pet]! @reference(argument: "ids")
    }
    input Filter { and: [Filter!] text: String }
    type Circle @entity(procedure: "load_circles") {
      id: ID!
      name: String!
      score: Score
      founder: Member @reference(column: "founder_id")
      members(first: Int, after: String, last: Int, before: String): MemberConnection! @procedure(name: "members", by: ["id"]) @connection
        @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
    }
    scalar Score @cost(weight: "2")
    type Thing @cost(weight: "5") { name: String! }
    interface Pet @entity(procedure: "load_pets", type: "type_name") { id: ID! name: String! friends: [Member!]! @procedure(name: "friends", by: ["id"]) @listSize(assumedSize: 7) }
    type Dog implements Pet @details(procedure: "dogs") { id: ID! name: String! friends: [Member!]! @listSize(assumedSize: 7) barks: Boolean owner: Member @reference(column: "owner_id") }
    type Cat implements Pet { id: ID! name: String! friends: [Member!]! @listSize(assumedSize: 7) }
    type Member @entity(procedure: "load_members") { id: ID! name: String! circles: [Circle!]! @procedure(name: "circles_of", by: ["id"]) }
    type MemberConnection { edges: [MemberEdge!]! nodes: [Member!]! pageInfo: PageInfo! totalCount: Int }
    type MemberEdge { node: Member! cursor: String! }
    type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    """

  @Test(arguments: [
    ("{ __typename }", 0),
    ("{ circles { name } }", 1 + 3),
    // A list of no declared length has ten items.
    ("{ pets { name } }", 1 + 10),
    ("{ circles { name founder { name } } }", 2 + 3 + 3),
    // Each call counts once, however many parents it answers for.
    ("{ circles { members { nodes { name } } } }", 2 + 3 + 3 * 20),
    ("{ circles { members(first: 2) { edges { node { name circles { name } } cursor } } } }", 3 + 3 + 3 * (2 + 2 * 10)),
    // A list that takes arguments for its length, of what rows refer to: a row and an object each.
    ("{ found(first: 3) { name } }", 2 + 3 * 2),
    ("{ found { friends { name } } }", 3 + 20 * (2 + 7)),
    ("query ($n: Int) { found(first: $n) { name } }", 2 + 6 * 2),
    // Rows of a page are counted once, what they lead to for each selection.
    ("{ circles { members(first: 2) { nodes { circles { name } } edges { node { name } } } } }", 3 + 3 + 3 * (2 + 2 * 10)),
    ("{ circles { members(last: 4) { totalCount } } }", 2 + 3 + 3 * 4),
    ("{ circles { members(first: 9, last: 4) { totalCount } } }", 2 + 3 + 3 * 4),
    ("{ circles { members(first: 0) { totalCount } } }", 2 + 3),
    ("{ circles { members(first: -5) { totalCount } } }", 2 + 3),
    ("{ circles { members(first: null) { totalCount } } }", 2 + 3 + 3 * 20),
    ("{ circles { members(first: 2147483647) { totalCount } } }", 2 + 3 + 3 * 100),
    ("query ($n: Int) { circles { members(first: $n) { totalCount } } }", 2 + 3 + 3 * 6),
    ("query ($m: Int) { circles { members(first: $m) { totalCount } } }", 2 + 3 + 3 * 20),
    ("query ($m: Int = 8) { circles { members(first: $m) { totalCount } } }", 2 + 3 + 3 * 8),
    // An object is of one type: the dearest one counts.
    ("{ pets { name friends { name } ... on Dog { barks owner { name } } } }", 4 + 10 + 10 * (7 + 1 + 1)),
    ("{ pets { ... on Cat { friends { name } } ... on Dog { barks } } }", 3 + 10 + 10 * 7),
    (#"{ node(id: "1") { name } }"#, 1 + 1),
    (#"{ nodes(ids: ["1", "2", "3"]) { name friends { name } } }"#, 2 + 3 + 3 * 7),
    ("query ($ids: [ID!]!) { nodes(ids: $ids) { name } }", 1 + 5),
    // Declared weights, of a call, of each row and of each cell; input objects count, too.
    ("{ search { name } }", 10 + 4 * 5),
    (#"{ search(filter: {and: [{text: "a"}, {text: "b"}]}) { name } }"#, 10 + 4 * 5 + 3),
    ("{ circles { score } }", 1 + 3 + 3 * 2),
    // What is asked twice is called once.
    ("{ circles { name } again: circles { id } }", 1 + 3 + 3),
    ("query ($no: Boolean = false) { circles @include(if: $no) { name } pets @skip(if: $no) { name } }", 1 + 10),
    ("{ ...A } fragment A on Query { circles { ...B } } fragment B on Circle { members(first: 1) { nodes { name } } }", 2 + 3 + 3),
  ])
  func `an operation costs its calls, and the rows its lists may have`(query: String, cost: Int) throws {
    let outcome = try run(query, on: Self.schema, variables: #"{"n": 6, "ids": ["1", "2", "3", "4", "5"]}"#) { call, _ in table([], for: call) }
    #expect(outcome.cost?.requested == cost)
    #expect(outcome.cost?.limit == 5_000)
  }

  @Test func `what was not there is not paid for, but calls are, whether or not there was anything to ask`() throws {
    let query = "{ circles { founder { name } members { nodes { name } } } }"
    let full = try run(query, on: Self.schema) { call, _ in
      switch call.procedure {
      case "circles": table([["id": .text("a"), "founder_id": .text("f")], ["id": .text("b"), "founder_id": .null]], for: call)
      case "load_members": table([["id": .text("f"), "name": .text("x")]], for: call)
      default:
        table(
          [
            ["parent": .text("a"), "name": .text("x"), "cursor": .text("1")], ["parent": .text("a"), "name": .text("y"), "cursor": .text("2")],
            ["parent": .text("b"), "cursor": .null],
          ], for: call)
      }
    }
    #expect(full.cost?.actual == 3 + 2 + 1 + 2)
    let empty = try run(query, on: Self.schema) { call, _ in table([], for: call) }
    #expect(empty.procedures == ["circles"])
    #expect(empty.cost?.actual == 3)
    #expect(full.response.hasSuffix(#","extensions":{"cost":{"requested":69,"actual":8,"limit":5000}}}"#))
  }

  @Test func `what multiplies beyond every number is the greatest one`() throws {
    let levels = 12
    let query = "{ circles { " + String(repeating: "members(first: 100) { nodes { circles { ", count: levels) + "name" + String(repeating: " } } }", count: levels) + " } }"
    let outcome = try run(query, on: Self.schema) { call, _ in table([], for: call) }
    #expect(outcome.cost?.requested == .max)
  }
}
