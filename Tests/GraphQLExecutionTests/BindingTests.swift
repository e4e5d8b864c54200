import GraphQLExecution
import Rows
import Testing

@Suite struct `Bindings of objects` {
  static let schema = """
    type Query {
      asset(id: ID!): Asset @reference(argument: "id")
      node(id: ID!): Node @reference(argument: "id")
      nodes(ids: [ID!]!): [Node]! @reference(argument: "ids")
      usages: [Usage!]! @procedure(name: "usages")
      hits: [Linked!]! @procedure(name: "hits") @reference(column: "hit_id", type: "hit_type")
      guesses: [Linked] @procedure(name: "usages") @reference(column: "linked_id", type: "linked_type")
      count: Int! @procedure(name: "count")
      family: [Kin!]! @procedure(name: "family")
    }
    type Kin { parents: [ID!]! @column(name: "parent_keys", idsOf: "Person") eldest: ID @column(name: "eldest_key", idsOf: "Person") }
    interface Node { id: ID! }
    interface Asset implements Node @entity(procedure: "assets", type: "type_name") {
      id: ID!
      name: String!
      value: Money @embed(prefix: "value_") @access(level: READ)
      weight: Int! @procedure(name: "weights", by: ["id"])
      rating: Int @procedure(name: "ratings", by: ["id"]) @access(level: READ)
      papers: [Paper!] @procedure(name: "papers", by: ["id"]) @access(level: READ)
      keeper: Person @reference(column: "keeper_id") @access(level: READ)
    }
    type House implements Asset & Node @details(procedure: "house_details") {
      id: ID! name: String! value: Money weight: Int! rating: Int papers: [Paper!] keeper: Person rooms: Int @access(level: READ) price: Money @embed(prefix: "price_")
      seller: Person @reference(column: "seller_id")
    }
    type MiscAsset implements Asset & Node @details(procedure: "misc_details") {
      id: ID! name: String! value: Money weight: Int! rating: Int papers: [Paper!] keeper: Person kind: String @column(name: "misc_kind")
    }
    type Person implements Node @entity(procedure: "persons") { id: ID! name: String! }
    type Paper { title: String! }
    type Money { amount: String! currency: String! }
    type Usage { linked: Linked @reference(column: "linked_id", type: "linked_type") }
    union Linked = Person | House
    """

  static func answer(_ call: CallPlan, _ parameters: [Rows.Parameter]) -> CallOutcome {
    let assets: [String: [String: Cell]] = [
      "h": [
        "id": .text("h"), "type_name": .text("house"), "name": .text("Home"), "value_amount": .text("10"),
        "value_currency": .text("USD"), "access_level": .text("read"), "keeper_id": .text("p"),
      ],
      "m": [
        "id": .text("m"), "type_name": .text("misc_asset"), "name": .text("Boat"), "value_amount": .text("5"),
        "value_currency": .text("USD"), "access_level": .text("summary"), "keeper_id": .text("p"),
      ],
    ]
    let wanted = keys(parameters.first)
    switch call.procedure {
    case "assets": return table(wanted.compactMap { assets[$0] }, for: call)
    case "persons": return table(wanted.filter { $0 == "p" }.map { ["id": .text($0), "name": .text("Pat")] }, for: call)
    case "house_details":
      return table(
        [["id": .text("h"), "rooms": .int(7), "price_amount": .null, "price_currency": .null, "seller_id": .text("p")]],
        for: call)
    case "misc_details": return table([["id": .text("m"), "misc_kind": .text("boat")]], for: call)
    case "weights": return table(wanted.map { ["parent": .text($0), "weight": .int(3)] }, for: call)
    case "ratings": return table(wanted.map { ["parent": .text($0), "rating": .int(5)] }, for: call)
    case "papers": return table(wanted.map { ["parent": .text($0), "title": .text("Deed")] }, for: call)
    case "usages":
      return table(
        [
          ["linked_type": .text("person"), "linked_id": .text("p")], ["linked_type": .text("asset"), "linked_id": .text("h")],
          ["linked_type": .text("person"), "linked_id": .text("x")], ["linked_type": .null, "linked_id": .null],
        ], for: call)
    case "hits":
      return table(
        [
          ["hit_type": .text("asset"), "hit_id": .text("h")], ["hit_type": .text("person"), "hit_id": .text("p")],
          ["hit_type": .text("asset"), "hit_id": .text("h")],
        ], for: call)
    case "family":
      return table(
        [
          ["parent_keys": .texts(["p", "q"]), "eldest_key": .text("q")], ["parent_keys": .texts([]), "eldest_key": .null],
        ], for: call)
    case "count": return table([["count": .int(2)]], for: call)
    default: return .failure(CallFailure(code: "INTERNAL", message: call.procedure))
    }
  }

  @Test func `an entity of an interface has the concrete type its row names`() throws {
    let outcome = try run(
      #"{ a: asset(id: "h") { __typename id name } b: asset(id: "m") { __typename name } }"#, on: Self.schema, Self.answer)
    #expect(
      outcome.response
        == #"{"data":{"a":{"__typename":"House","id":"h","name":"Home"},"b":{"__typename":"MiscAsset","name":"Boat"}}}"#)
    #expect(outcome.procedures == ["assets"])
  }

  @Test func `details are loaded only for types present that select them`() throws {
    let ids = [GlobalID.encode(type: "Asset", key: "h"), GlobalID.encode(type: "Person", key: "p")]
    let query = "{ nodes(ids: \(ids)) { ... on House { rooms seller { name } } ... on MiscAsset { kind } } }"
    let outcome = try run(query, on: Self.schema, areIDsGlobal: true, Self.answer)
    #expect(outcome.response == #"{"data":{"nodes":[{"rooms":7,"seller":{"name":"Pat"}},{}]}}"#)
    #expect(outcome.procedures == ["assets", "persons", "house_details", "persons"])
  }

  @Test func `an embedded object is null when its first column is`() throws {
    let outcome = try run(
      #"{ asset(id: "h") { value { amount currency } ... on House { price { amount } } } }"#, on: Self.schema, Self.answer)
    #expect(outcome.response == #"{"data":{"asset":{"value":{"amount":"10","currency":"USD"},"price":null}}}"#)
  }

  @Test func `what the level does not allow is nulled here too, and raises an alarm`() throws {
    let outcome = try run(#"{ asset(id: "m") { name value { amount } } }"#, on: Self.schema, Self.answer)
    #expect(outcome.response == #"{"data":{"asset":{"name":"Boat","value":null}}}"#)
    #expect(outcome.alarms.map(\.coordinate) == ["MiscAsset.value"])
  }

  @Test func `what another call gave against the level is nulled and raises an alarm, too`() throws {
    let query = "{ rating papers { title } keeper { name } }"
    let may = try run(#"{ asset(id: "h") \#(query) }"#, on: Self.schema, Self.answer)
    #expect(may.response == #"{"data":{"asset":{"rating":5,"papers":[{"title":"Deed"}],"keeper":{"name":"Pat"}}}}"#)
    #expect(may.alarms == [])
    let mayNot = try run(#"{ asset(id: "m") \#(query) }"#, on: Self.schema, Self.answer)
    #expect(mayNot.response == #"{"data":{"asset":{"rating":null,"papers":null,"keeper":null}}}"#)
    #expect(mayNot.alarms.map(\.coordinate) == ["MiscAsset.rating", "MiscAsset.papers", "MiscAsset.keeper"])
  }

  @Test func `ids keep their places, and what is not there is null`() throws {
    let (asset, person) = (GlobalID.encode(type: "Asset", key: "h"), GlobalID.encode(type: "Person", key: "p"))
    let unknown = GlobalID.encode(type: "Person", key: "x")
    let query = "{ nodes(ids: \([person, unknown, asset, person])) { __typename } }"
    let outcome = try run(query, on: Self.schema, areIDsGlobal: true, Self.answer)
    #expect(
      outcome.response
        == #"{"data":{"nodes":[{"__typename":"Person"},null,{"__typename":"House"},{"__typename":"Person"}]}}"#)
  }

  @Test func `a polymorphic reference is one call a type`() throws {
    let query = "{ usages { linked { __typename ... on Person { name } ... on House { rooms } } } }"
    let outcome = try run(query, on: Self.schema, Self.answer)
    #expect(
      outcome.response
        == #"{"data":{"usages":[{"linked":{"__typename":"Person","name":"Pat"}},{"linked":{"__typename":"House","rooms":7}},{"linked":null},{"linked":null}]}}"#
    )
    #expect(outcome.procedures == ["usages", "persons", "assets", "house_details"])
  }

  @Test func `a list of what rows refer to keeps their order, and is one call a type`() throws {
    let query = "{ hits { __typename ... on Person { name } ... on House { rooms } } }"
    let outcome = try run(query, on: Self.schema, Self.answer)
    #expect(
      outcome.response
        == #"{"data":{"hits":[{"__typename":"House","rooms":7},{"__typename":"Person","name":"Pat"},{"__typename":"House","rooms":7}]}}"#
    )
    #expect(outcome.procedures == ["hits", "persons", "assets", "house_details"])
  }

  @Test func `what a row of such a list refers to may be missing where the list allows it`() throws {
    let outcome = try run("{ guesses { ... on Person { name } } }", on: Self.schema, Self.answer)
    #expect(outcome.response == #"{"data":{"guesses":[{"name":"Pat"},{},null,null]}}"#)
  }

  @Test func `a leaf may have a procedure of its own`() throws {
    let outcome = try run(#"{ count asset(id: "h") { weight } }"#, on: Self.schema, Self.answer)
    #expect(outcome.response == #"{"data":{"count":2,"asset":{"weight":3}}}"#)
  }

  @Test func `a column of keys is shown as ids of their type`() throws {
    let (p, q) = (GlobalID.encode(type: "Person", key: "p"), GlobalID.encode(type: "Person", key: "q"))
    let query = "{ family { parents eldest } }"
    #expect(
      try run(query, on: Self.schema, areIDsGlobal: true, Self.answer).response
        == #"{"data":{"family":[{"parents":["\#(p)","\#(q)"],"eldest":"\#(q)"},{"parents":[],"eldest":null}]}}"#)
    #expect(
      try run(query, on: Self.schema, Self.answer).response
        == #"{"data":{"family":[{"parents":["p","q"],"eldest":"q"},{"parents":[],"eldest":null}]}}"#)
  }

  @Test(arguments: [
    (CellType.date, [0, 0, 0x25, 0x3A] as [UInt8], "2026-02-03"),
    (.boolean, [1], "true"),
    (.numeric, [0, 2, 0, 0, 0, 0, 0, 2, 0, 12, 0x13, 0x88], "12.50"),
    (.timestamp, [0, 2, 0xEC, 0xDE, 0xE3, 0xAB, 0xC0, 0], "2026-02-03T00:00:00Z"),
    (.float64, [0x3F, 0xE0, 0, 0, 0, 0, 0, 0], "0.5"),
    (.bytes, [0, 0xAB], #"\\x00ab"#),
  ])
  func `keys of every type reach the procedure as what they are`(type: CellType, bytes: [UInt8], text: String) throws {
    let schema = """
      type Query { days: [Day!]! @procedure(name: "days") }
      type Day { events: [Event!]! @procedure(name: "events", by: ["of_key"]) }
      type Event { name: String! }
      """
    let outcome = try run("{ days { events { name } } }", on: schema) { call, _ in
      guard call.procedure == "events" else { return table([["of_key": .binary(type, bytes)], ["of_key": .null]], for: call) }
      return table([["parent": .binary(type, bytes), "name": .text("Wedding")]], for: call)
    }
    #expect(outcome.calls.last?.parameters == [.text(Array("{\"\(text)\"}".utf8))])
    #expect(outcome.response == #"{"data":{"days":[{"events":[{"name":"Wedding"}]},{"events":[]}]}}"#)
  }

  @Test func `global ids name the entity and its key`() throws {
    let id = GlobalID.encode(type: "Asset", key: "h")
    let outcome = try run("{ node(id: \"\(id)\") { id } }", on: Self.schema, areIDsGlobal: true, Self.answer)
    #expect(outcome.response == "{\"data\":{\"node\":{\"id\":\"\(id)\"}}}")
  }

  @Test func `bare ids are the keys themselves`() throws {
    let outcome = try run(
      #"{ asset(id: "h") { id } }"#, on: "schema @bareIDs { query: Query }\n" + Self.schema, areIDsGlobal: nil, Self.answer)
    #expect(outcome.response == #"{"data":{"asset":{"id":"h"}}}"#)
  }

  @Test func `the id of another type is refused where the type is known`() throws {
    let id = GlobalID.encode(type: "Person", key: "p")
    let outcome = try run("{ asset(id: \"\(id)\") { id } }", on: Self.schema, areIDsGlobal: true, Self.answer)
    #expect(outcome.response.hasPrefix(#"{"data":{"asset":null},"errors":[{"message":"This is no id of an object"#))
    #expect(outcome.response.contains(#""code":"BAD_ID""#))
    #expect(outcome.calls == [])
  }

  @Test func `a list of embedded objects is made of arrays, an element of each for an object`() throws {
    let schema = """
      type Query { fund: Fund @procedure(name: "fund") }
      type Fund { name: String! parts: [Part!]! @embed(prefix: "parts_") none: [Part!]! @embed(prefix: "none_") hidden: [Part!] @embed(prefix: "hidden_") }
      type Part { name: String! note: String kind: Kind! @embed(prefix: "kind_") }
      type Kind { code: String! }
      """
    let outcome = try run("{ fund { parts { __typename name note kind { code } } name none { name } hidden { name } } }", on: schema) { call, _ in
      table(
        [
          [
            "name": .text("f"), "parts_name": .texts(["a", "b"]), "parts_note": .texts([nil, "n"]), "parts_kind_code": .texts(["x", "y"]),
            "none_name": .texts([]), "hidden_name": .null,
          ]
        ], for: call)
    }
    #expect(
      outcome.response
        == #"{"data":{"fund":{"parts":[{"__typename":"Part","name":"a","note":null,"kind":{"code":"x"}},{"__typename":"Part","name":"b","note":"n","kind":{"code":"y"}}],"name":"f","none":[],"hidden":null}}}"#)
    #expect(outcome.procedures == ["fund"])
  }

  @Test func `a null in an array is null where the object may have none`() throws {
    let schema = """
      type Query { fund: Fund @procedure(name: "fund") }
      type Fund { parts: [Part] @embed(prefix: "parts_") }
      type Part { id: String! name: String! }
      """
    let outcome = try run("{ fund { parts { name } } }", on: schema) { call, _ in
      table([["parts_id": .texts(["1", "2"]), "parts_name": .texts([nil, "b"])]], for: call)
    }
    #expect(outcome.response.hasPrefix(#"{"data":{"fund":{"parts":[null,{"name":"b"}]}},"errors":[{"message":"Part.name is of the non-null type"#))
    #expect(outcome.response.contains(#""path":["fund","parts",0,"name"]"#))
  }
}
