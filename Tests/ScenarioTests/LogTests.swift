import Foundation
import Testing

/// What operators read.
@Suite struct `Logs` {
  /// Text that stands for something personal, in every place a client can put it.
  private static let canary = "canary-4711"

  @Test func `the request id of an answer finds the line of its request`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ nothing }", as: "john")
    let line = try #require(gateway.log(of: answer.requestID).first { $0.hasPrefix("request ") })
    #expect(line.contains(#""codes":["GRAPHQL_VALIDATION"]"#))
    #expect(line.contains(#""status":200"#))
    let good = try await gateway.ask("{ viewer { capacity } }", as: "john")
    let goodLine = try #require(gateway.log(of: good.requestID).first { $0.hasPrefix("request ") })
    #expect(goodLine.contains(#""calls":1,"flight":"levels","flushes":1"#))
    #expect(goodLine.contains(#""tenant":1"#))
  }

  @Test func `nothing that a client says is in the log, at any level`() async throws {
    let gateway = try await TestGateway.shared.value
    let canary = Self.canary
    let requests: [(String, [String: Any])] = [
      (#"query { asset(id: "\#(canary)") { name } }"#, [:]),
      ("query ($id: ID!) { asset(id: $id) { name } }", ["id": canary]),
      ("query ($id: ID!) { asset(id: $id) { name } }", ["id": "\(canary)\u{0}"]),
      (#"query { tenantBranding(domain: "\#(canary)") { displayName } }"#, [:]),
      (#"query { viewer { familyCircles(after: "\#(canary)") { nodes { name } } } }"#, [:]),
      ("query { \(canary.replacing("-", with: "_")) }", [:]),
      ("query { # \(canary)\n \"\(canary)", [:]),
    ]
    for (query, variables) in requests {
      let answer = try await gateway.ask(query, as: "john", persona: nil, variables: variables)
      #expect(!gateway.log(of: answer.requestID).isEmpty)
    }
    for headers in [["Authorization": "Bearer \(canary)"], ["X-API-Key": canary], ["Heirloom-Persona": canary], [canary: canary]] {
      _ = try await gateway.send(
        "POST", path: "/graphql?\(canary)", headers: headers.merging(["Content-Type": "application/json"]) { $1 },
        body: Data(#"{"query":"{ __typename }","extensions":{"\#(canary)":1}}"#.utf8))
    }
    #expect(gateway.wholeLog().filter { $0.contains("canary") } == [])
  }
}
