import GraphQLExecution
import Rows
import Testing

@Suite struct `Errors and nulls` {
  static let schema = """
    type Query {
      maybe: Thing @procedure(name: "thing")
      sure: Thing! @procedure(name: "thing")
      list: [Thing!] @procedure(name: "things")
      other: Thing @procedure(name: "other")
    }
    type Thing { id: ID! name: String! size: Int tags: [String!] child: Thing @procedure(name: "child", by: ["id"]) }
    """

  static func thing(_ cells: [String: Cell]) -> (CallPlan, [Rows.Parameter]) -> CallOutcome {
    { call, _ in table([["id": .text("1"), "name": .text("n")].merging(cells) { $1 }], for: call) }
  }

  @Test func `null in a non-null field makes its nullable parent null, with the path of the field`() throws {
    let outcome = try run("{ maybe { id name } }", on: Self.schema, Self.thing(["name": .null]))
    #expect(
      outcome.response
        == #"{"data":{"maybe":null},"errors":[{"message":"Thing.name is of the non-null type String!, but has no value.","locations":[{"line":1,"column":14}],"path":["maybe","name"],"extensions":{"code":"INTERNAL","requestId":"r"}}]}"#
    )
  }

  @Test func `null reaches the root when every field on the way is non-null`() throws {
    let outcome = try run("{ sure { name } }", on: Self.schema, Self.thing(["name": .null]))
    #expect(outcome.response.hasPrefix(#"{"data":null,"errors":[{"message":"Thing.name"#))
  }

  @Test func `null in an item of a list of non-null items makes the list null`() throws {
    let outcome = try run("{ list { name } }", on: Self.schema) { call, _ in
      table([["name": .text("a")], ["name": .null]], for: call)
    }
    #expect(outcome.response.hasPrefix(#"{"data":{"list":null},"errors":[{"#))
    #expect(outcome.response.contains(#""path":["list",1,"name"]"#))
  }

  @Test func `a failed call leaves its fields null and the others whole, in one snapshot`() throws {
    let outcome = try run("{ maybe { id } other { id } }", on: Self.schema) { call, parameters in
      call.procedure == "other"
        ? .failure(CallFailure(code: "FORBIDDEN", message: "You may not do this."))
        : Self.thing([:])(call, parameters)
    }
    #expect(
      outcome.response
        == #"{"data":{"maybe":{"id":"1"},"other":null},"errors":[{"message":"You may not do this.","locations":[{"line":1,"column":16}],"path":["other"],"extensions":{"code":"FORBIDDEN","requestId":"r"}}]}"#
    )
    #expect(outcome.restarts == 1)
    #expect(outcome.procedures == ["thing", "other", "thing"])
  }

  @Test func `what is not found is null without an error`() throws {
    let outcome = try run("{ other { id } }", on: Self.schema) { _, _ in
      .failure(CallFailure(code: "NOT_FOUND", message: "There is no such object for you."))
    }
    #expect(outcome.response == #"{"data":{"other":null}}"#)
  }

  @Test func `a failure that ends the request gives no data`() throws {
    #expect(throws: CallFailure(code: "UNAUTHENTICATED", message: "no", endsRequest: true)) {
      try run("{ other { id } }", on: Self.schema) { _, _ in
        .failure(CallFailure(code: "UNAUTHENTICATED", message: "no", endsRequest: true))
      }
    }
  }

  @Test func `a cell that is no value of its type is an error of the field`() throws {
    let outcome = try run("{ maybe { id size } }", on: Self.schema, Self.thing(["size": .text("large")]))
    #expect(outcome.response.hasPrefix(#"{"data":{"maybe":{"id":"1","size":null}},"errors":[{"message":"The value of Thing.size is not of type Int."#))
  }

  @Test func `null in a list of non-null leaves makes the list null, with its place`() throws {
    let outcome = try run("{ maybe { tags } }", on: Self.schema, Self.thing(["tags": .texts(["a", nil])]))
    #expect(outcome.response.hasPrefix(#"{"data":{"maybe":{"tags":null}},"errors":["#))
    #expect(outcome.response.contains(#""path":["maybe","tags",1]"#))
  }
}
