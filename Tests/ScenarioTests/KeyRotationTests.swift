import Foundation
import Gateway
import Testing

/// Signing keys that change while the gateway runs.
@Suite struct `Key rotation` {
  private let directory = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    + "heirloom-rotation-\(ProcessInfo.processInfo.processIdentifier)"
  private let query = Data(#"{"query":"{ viewer { actingPersona { displayName } } }"}"#.utf8)

  private func keys(_ name: String) throws -> DevelopmentKeys { try DevelopmentKeys(stateDirectory: "\(directory)/\(name)") }

  /// One key set of the keys of all names.
  private func publish(_ names: [String]) throws -> String {
    var keys: [Any] = []
    for name in names {
      let json = try Data(contentsOf: URL(filePath: try self.keys(name).writeKeySet()))
      let set = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
      keys += try #require(set["keys"] as? [Any])
    }
    let path = directory + "/jwks.json"
    try JSONSerialization.data(withJSONObject: ["keys": keys]).write(to: URL(filePath: path), options: .atomic)
    return path
  }

  private func ask(_ gateway: TestGateway, signedBy name: String) async throws -> Int {
    let settings = Settings()
    let policy = TokenPolicy(issuer: settings.issuer, clients: Set(settings.clients))
    let token = try keys(name).token(subject: "john", tenant: 1, policy: policy, lifetime: .seconds(60))
    let headers = ["Content-Type": "application/json", "Accept": "application/graphql-response+json", "Authorization": "Bearer \(token)"]
    return try await gateway.send("POST", headers: headers, body: query).status
  }

  @Test func `requests signed by a new key wait for it and none is refused`() async throws {
    let jwks = try publish(["old"])
    let gateway = try await TestGateway(database: "heirloom_rotation") { $0.jwks = jwks }
    #expect(try await ask(gateway, signedBy: "old") == 200)
    #expect(try await ask(gateway, signedBy: "new") == 401)
    _ = try publish(["old", "new"])
    try await Task.sleep(for: .seconds(10))
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<40 { group.addTask { try await ask(gateway, signedBy: index % 2 == 0 ? "new" : "old") } }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(statuses == [200])
    _ = try publish(["new"])
    try await Task.sleep(for: .seconds(10))
    #expect(try await ask(gateway, signedBy: "unknown") == 401)
    #expect(try await ask(gateway, signedBy: "old") == 401)
    #expect(try await ask(gateway, signedBy: "new") == 200)
  }
}
