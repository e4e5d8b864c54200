import Foundation
import Gateway
import Postgres
import Rows
import Testing

/// Callers the database knows and refuses: with a status of their own, and a row in the audit log.
@Suite struct `Refusals` {
  private static let query = "{ viewer { capacity } }"

  /// What is sent to say who asks.
  private typealias Headers = [String: String]

  private func ask(_ gateway: TestGateway, _ headers: Headers, _ query: String = Self.query) async throws -> String {
    let content = ["Content-Type": "application/json", "Accept": "application/graphql-response+json"]
    let answer = try await gateway.send(
      "POST", headers: headers.merging(content) { $1 }, body: try JSONSerialization.data(withJSONObject: ["query": query]))
    let code = answer.body.firstMatch(of: #/"code":"([A-Z_]+)"/#).map { String($0.1) } ?? "-"
    return "\(answer.status) \(code)"
  }

  private func key(_ gateway: TestGateway, _ name: String, tenant: Int32 = 1, persona: Int? = nil) throws -> Headers {
    let request = CallerAdministration.KeyRequest(
      tenant: tenant, name: name, scopes: ["assets:read"], persona: persona.map { Family.key($0) }, lifetimeDays: nil, rateLimit: nil)
    return ["X-API-Key": try CallerAdministration(address: gateway.adminURL).createKey(request)]
  }

  private func user(_ gateway: TestGateway, _ name: String, persona: String? = nil) throws -> Headers {
    var headers = ["Authorization": "Bearer \(try gateway.token(name))"]
    headers["Heirloom-Persona"] = persona
    return headers
  }

  /// The refusals in the audit log, once there are as many as expected: they are written after the answer.
  private func audit(_ gateway: TestGateway, tenant: Int = 1, count: Int) async throws -> [String] {
    let connection = try Connection(ConnectionSettings(address: gateway.adminURL))
    try connection.script("set heirloom.tenant = '\(tenant)'")
    let query = """
      select concat_ws(' ', l.action, l.entity_type, coalesce(k.name, u.cognito_user_id), l.reason, l.new_values ->> 'persona')
      from fwd.audit_log as l
      left join fwd.api_keys as k on k.id::text = l.entity_id
      left join fwd.users as u on u.id::text = l.entity_id
      where l.tenant_id = \(tenant) and l.new_values ->> 'refused' = 'true'
      order by l.id
      """
    var rows: [String] = []
    for _ in 0..<600 {
      let table = try connection.query(query)
      rows = (0..<table.rowCount).compactMap { table.text(row: $0, column: 0) }
      if rows.count >= count { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    return rows
  }

  /// Makes what is written down recent for an hour, so that a minute is not over sooner because the machine is busy.
  private func keepRecent(_ gateway: TestGateway) throws {
    try Connection(ConnectionSettings(address: gateway.adminURL)).script(
      "set session_replication_role = replica; update fwd.audit_log set occurred_at = now() + interval '1 hour'")
  }

  @Test func `a key that is known and refused gets 403, one that has ended 401, and both are written down`() async throws {
    try await TestGateway.withOwnFamilies("refused_keys") { gateway in
      let revoked = try key(gateway, "revoked")
      let expired = try key(gateway, "expired")
      let nells = try key(gateway, "nells", persona: 104)
      let dead = try key(gateway, "grandpas", persona: 101)
      let live = try key(gateway, "live")
      try gateway.change(
        """
        update fwd.api_keys set revoked_at = now() where name = 'revoked';
        update fwd.api_keys set expires_at = now() where name = 'expired';
        update fwd.users set status = 'suspended' where cognito_user_id = 'nell';
        update fwd.personas set status = 'inactive' where id = '\(Family.key(101))'
        """)
      let refused = [
        (revoked, "401 UNAUTHENTICATED"), (expired, "401 UNAUTHENTICATED"), (nells, "403 ACCOUNT_SUSPENDED"),
        (dead, "403 ACTING_PERSONA_NOT_YOURS"),
      ]
      for (number, (key, answer)) in refused.enumerated() {
        #expect(try await ask(gateway, key) == answer)
        _ = try await audit(gateway, count: number + 1)
      }
      #expect(try await ask(gateway, live) == "200 -")
      #expect(
        try await audit(gateway, count: 4) == [
          "login api_keys revoked UNAUTHENTICATED", "login api_keys expired UNAUTHENTICATED", "login api_keys nells ACCOUNT_SUSPENDED",
          "login api_keys grandpas ACTING_PERSONA_NOT_YOURS",
        ])
    }
  }

  @Test func `a suspended tenant's keys and users get 403`() async throws {
    try await TestGateway.withOwnFamilies("refused_tenant") { gateway in
      let dashboard = try key(gateway, "dashboard")
      try gateway.change("update fwd.tenants set is_active = false where id = 1")
      #expect(try await ask(gateway, dashboard) == "403 TENANT_INACTIVE")
      _ = try await audit(gateway, count: 1)
      try keepRecent(gateway)
      #expect(try await ask(gateway, dashboard, "{ __typename }") == "403 TENANT_INACTIVE")
      #expect(try await ask(gateway, try user(gateway, "john")) == "403 TENANT_INACTIVE")
      #expect(
        try await audit(gateway, count: 2) == [
          "login api_keys dashboard TENANT_INACTIVE", "login users john TENANT_INACTIVE",
        ])
    }
  }

  @Test func `a key takes no persona from a header, and a user none of others`() async throws {
    try await TestGateway.withOwnFamilies("refused_personas") { gateway in
      let johns = try key(gateway, "johns", persona: 101)
      func program(as persona: Int) -> Headers { johns.merging(["Heirloom-Persona": Family.key(persona)]) { $1 } }
      #expect(try await ask(gateway, program(as: 101)) == "403 ACTING_PERSONA_NOT_YOURS")
      _ = try await audit(gateway, count: 1)
      #expect(try await ask(gateway, try user(gateway, "nell", persona: Family.key(101))) == "403 ACTING_PERSONA_NOT_YOURS")
      _ = try await audit(gateway, count: 2)
      try keepRecent(gateway)
      for persona in [104, 901, 999] {
        #expect(try await ask(gateway, program(as: persona)) == "403 ACTING_PERSONA_NOT_YOURS")
      }
      for persona in [Family.key(901), Family.key(999), "nobody"] {
        #expect(try await ask(gateway, try user(gateway, "nell", persona: persona)) == "403 ACTING_PERSONA_NOT_YOURS")
      }
      #expect(
        try await audit(gateway, count: 2) == [
          "login api_keys johns ACTING_PERSONA_NOT_YOURS",
          "login users nell ACTING_PERSONA_NOT_YOURS \(Family.key(101))",
        ])
    }
  }

  @Test func `who is not known leaves no row, in no tenant`() async throws {
    try await TestGateway.withOwnFamilies("refused_strangers") { gateway in
      let johns = try #require(try key(gateway, "johns")["X-API-Key"])
      let parts = johns.split(separator: ".")
      let wrong = try #require(try key(gateway, "others")["X-API-Key"]).split(separator: ".")[1]
      for text in ["hk2" + johns.dropFirst(3), "\(parts[0]).\(wrong)", "hk1-unknown.\(parts[1])"] {
        #expect(try await ask(gateway, ["X-API-Key": text]) == "401 UNAUTHENTICATED")
      }
      #expect(try await ask(gateway, try user(gateway, "nobody")) == "401 UNAUTHENTICATED")
      let known = try user(gateway, "nell", persona: Family.key(101))
      #expect(try await ask(gateway, known) == "403 ACTING_PERSONA_NOT_YOURS")
      #expect(try await audit(gateway, count: 1).count == 1)
      #expect(try await audit(gateway, tenant: 2, count: 0).isEmpty)
    }
  }

  @Test func `a refusal repeated within a minute is one row`() async throws {
    try await TestGateway.withOwnFamilies("refused_often") { gateway in
      let dashboard = try key(gateway, "dashboard")
      try gateway.change("update fwd.api_keys set revoked_at = now() where name = 'dashboard'")
      for number in 0..<10 {
        #expect(try await ask(gateway, dashboard) == "401 UNAUTHENTICATED")
        guard number == 0 else { continue }
        _ = try await audit(gateway, count: 1)
        try keepRecent(gateway)
      }
      try await Task.sleep(for: .seconds(5))
      #expect(try await audit(gateway, count: 1) == ["login api_keys dashboard UNAUTHENTICATED"])
    }
  }
}
