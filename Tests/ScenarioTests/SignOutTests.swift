import Foundation
import Gateway
import Testing

/// Access tokens that are denied although they have not expired.
@Suite struct `Sign-out` {
  private let query = Data(#"{"query":"{ viewer { capacity } }"}"#.utf8)

  private func status(_ gateway: TestGateway, _ token: String) async throws -> Int {
    try await gateway.send(
      "POST",
      headers: ["Content-Type": "application/json", "Accept": "application/graphql-response+json", "Authorization": "Bearer \(token)"],
      body: query
    ).status
  }

  /// The claim of a token.
  private func claim(_ name: String, of token: String) throws -> String {
    var text = String(token.split(separator: ".")[1]).replacing("-", with: "+").replacing("_", with: "/")
    while text.count % 4 != 0 { text += "=" }
    let claims = try JSONSerialization.jsonObject(with: try #require(Data(base64Encoded: text))) as? [String: Any]
    return try #require(claims?[name] as? String)
  }

  private let john = Identity(tenant: 1, subject: "john")

  @Test func `all tokens issued before are refused, later ones and other people's are not`() async throws {
    try await TestGateway.withOwnFamilies("signout") { gateway in
      let johns = try gateway.token("john")
      let marys = try gateway.token("mary")
      #expect(try await status(gateway, johns) == 200)
      try CallerAdministration(address: gateway.adminURL).signOut(john, .everywhere)
      #expect(try await status(gateway, johns) == 401)
      #expect(try await status(gateway, marys) == 200)
      try gateway.change("update fwd.token_denials set denied_at = now() - interval '1 minute'")
      #expect(try await status(gateway, try gateway.token("john")) == 200)
    }
  }

  @Test func `one token is refused and another of the same user is not`() async throws {
    try await TestGateway.withOwnFamilies("signoutone") { gateway in
      let first = try gateway.token("john")
      let second = try gateway.token("john")
      try CallerAdministration(address: gateway.adminURL).signOut(john, .token(try claim("jti", of: first)))
      #expect(try await status(gateway, first) == 401)
      #expect(try await status(gateway, second) == 200)
    }
  }

  @Test func `the tokens of one sign-in are refused together`() async throws {
    try await TestGateway.withOwnFamilies("signoutorigin") { gateway in
      let token = try gateway.token("john")
      try CallerAdministration(address: gateway.adminURL).signOut(john, .signIn("another sign-in"))
      #expect(try await status(gateway, token) == 200)
      try CallerAdministration(address: gateway.adminURL).signOut(john, .signIn(try claim("origin_jti", of: token)))
      #expect(try await status(gateway, token) == 401)
    }
  }

  @Test func `the same subject of another tenant stays signed in`() async throws {
    try await TestGateway.withOwnFamilies("signouttenant") { gateway in
      let token = try gateway.token("john")
      try CallerAdministration(address: gateway.adminURL).signOut(Identity(tenant: 2, subject: "john"), .everywhere)
      #expect(try await status(gateway, token) == 200)
    }
  }

  @Test func `a gateway that starts afterwards refuses what was denied before`() async throws {
    let shared = try await TestGateway.shared.value
    let token = try shared.token("john")
    #expect(try await status(shared, token) == 200)
    try CallerAdministration(address: shared.adminURL).signOut(john, .token(try claim("jti", of: token)))
    try await TestGateway.withSettings({ _ in }) { fresh in
      let statuses = [try await status(fresh, token), try await status(fresh, try fresh.token("john"))]
      #expect(statuses == [401, 200])
    }
  }
}
