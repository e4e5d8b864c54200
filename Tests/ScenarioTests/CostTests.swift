import Foundation
import Gateway
import GraphQLValidation
import Testing

/// What operations cost at the endpoint: told in each response, and limited before anything reaches the database.
@Suite struct `Costs of operations` {
  static let query = "{ viewer { familyCircles(first: 3) { nodes { name assets(first: 5) { nodes { name owners { displayName } } } } } } }"

  @Test func `a response tells what it may have cost, what it did and the limit`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(Self.query, as: "john")
    let cost = try #require(answer.cost)
    #expect(cost[0] == 4 + 1 + 3 * (1 + 5 * (1 + 5)))
    #expect(cost[1] <= cost[0])
    #expect(cost[2] == 5_000)
    #expect(try await gateway.ask("{ __typename }", as: "john").cost == nil)
  }

  @Test func `an operation of the limit is answered, one beyond it is refused without a call`() async throws {
    let gateway = try await TestGateway.shared.value
    let requested = try #require(try await gateway.ask(Self.query, as: "john").cost)[0]
    try await TestGateway.withSettings({ $0.limits.costMax = requested }) { gateway in
      let answer = try await gateway.ask(Self.query, as: "john")
      #expect(answer.cost?[0] == requested)
    }
    try await TestGateway.withSettings({ $0.limits.costMax = requested - 1 }) { gateway in
      let refused = try await gateway.ask(Self.query, as: "john")
      #expect(refused.body.contains(#""message":"The operation may cost \#(requested), which is more than \#(requested - 1).","locations":[{"line":1,"column":1}]"#))
      #expect(refused.body.contains(#""code":"LIMIT_COST""#))
      #expect(refused.json["data"] == nil)
      #expect(refused.flushes == [])
    }
  }

  @Test func `the variables of the request decide`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = "query ($n: Int) { viewer { familyCircles(first: $n) { nodes { members(first: $n) { nodes { persona { ownedAssets(first: $n) { totalCount } } } } } } } }"
    let small = try await gateway.ask(query, as: "john", variables: ["n": 5])
    #expect(small.cost != nil && small.json["errors"] == nil)
    let large = try await gateway.ask(query, as: "john", variables: ["n": 100])
    #expect(large.body.contains("LIMIT_COST"))
    #expect(large.flushes == [])
  }

  @Test func `what is hidden costs as what is absent`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = "query ($id: ID!) { asset(id: $id) { owners { displayName persona { displayName } } } }"
    let hidden = try await gateway.ask(query, as: "stranger", variables: ["id": Family.bank])
    let absent = try await gateway.ask(query, as: "stranger", variables: ["id": Family.asset(999)])
    #expect(hidden.cost == absent.cost)
  }
}
