import Foundation
import Testing

/// Lists that only some may see: a tenant's users, grants made, members who have left.
@Suite struct `Users, grants made and former members` {
  private func body(_ query: String, as subject: String, tenant: Int32 = 1, persona: Int? = nil, of gateway: TestGateway? = nil) async throws -> String {
    let asked: TestGateway = if let gateway { gateway } else { try await TestGateway.shared.value }
    return try await asked.ask(query, as: subject, tenant: tenant, persona: persona.map { Family.key($0) }, variables: [:]).body
  }

  @Test func `a tenant's users are for its administrators alone`() async throws {
    let query = "{ tenant { users(first: 2) { totalCount nodes { displayName status tenantRole } } } }"
    #expect(
      try await body(query, as: "admin")
        == #"{"data":{"tenant":{"users":{"totalCount":12,"nodes":[{"displayName":"Adam Advisor","status":"ACTIVE","tenantRole":"MEMBER"},{"displayName":"Alice Admin","status":"ACTIVE","tenantRole":"TENANT_ADMIN"}]}}}}"#)
    for subject in ["john", "mary", "nell", "adv"] {
      #expect(try await body(query, as: subject) == #"{"data":{"tenant":{"users":null}}}"#)
    }
    #expect(try await body(query, as: "other", tenant: 2) == #"{"data":{"tenant":{"users":null}}}"#)
    #expect(
      try await body("{ tenant { users(filter: {status: [SUSPENDED]}) { nodes { displayName } } none: users(filter: {text: \"strange\", tenantRole: [SUPPORT]}) { totalCount } } }", as: "admin2")
        == #"{"data":{"tenant":{"users":{"nodes":[{"displayName":"Sam Suspended"}]},"none":{"totalCount":0}}}}"#)
  }

  @Test func `a persona sees the grants it made as long as it could take them back`() async throws {
    try await TestGateway.withOwnFamilies("granted") { gateway in
      try gateway.change(
        """
        insert into fwd.asset_permissions (tenant_id, asset_id, persona_id, permission_level, granted_by_persona_id, granted_at, expires_at, revoked_at) values
          (1, '\(Family.key(302))', '\(Family.key(105))', 'edit', '\(Family.key(101))', now() - interval '2 days', null, null),
          (1, '\(Family.key(304))', '\(Family.key(104))', 'read', '\(Family.key(101))', now() - interval '1 day', now() + interval '1 day', null),
          (1, '\(Family.key(302))', '\(Family.key(104))', 'read', '\(Family.key(101))', now() - interval '3 days', now() - interval '1 day', null),
          (1, '\(Family.key(310))', '\(Family.key(104))', 'read', '\(Family.key(101))', now() - interval '3 days', null, now()),
          (1, '\(Family.key(303))', '\(Family.key(104))', 'read', '\(Family.key(101))', now() - interval '3 days', null, null),
          (1, '\(Family.key(306))', '\(Family.key(104))', 'read', '\(Family.key(111))', now() - interval '3 days', null, null)
        """)
      let query = "{ viewer { permissionsGranted { totalCount nodes { asset { name } persona { displayName } level grantedBy { displayName } } } } }"
      #expect(
        try await body(query, as: "john", of: gateway)
          == #"{"data":{"viewer":{"permissionsGranted":{"totalCount":2,"nodes":[{"asset":{"name":"Cold wallet"},"persona":{"displayName":"Nell Smith"},"level":"READ","grantedBy":{"displayName":"John Smith"}},{"asset":{"name":"John's checking"},"persona":{"displayName":"Adam Advisor"},"level":"EDIT","grantedBy":{"displayName":"John Smith"}}]}}}}"#)
      #expect(try await body(query, as: "john", persona: 111, of: gateway).contains(#""totalCount":1,"nodes":[{"asset":{"name":"Trust portfolio"}"#))
      for subject in ["nell", "adv", "mary", "admin"] {
        #expect(try await body(query, as: subject, of: gateway) == #"{"data":{"viewer":{"permissionsGranted":{"totalCount":0,"nodes":[]}}}}"#)
      }
    }
  }

  @Test func `those who have left are shown where they are wanted, to those who see them still`() async throws {
    try await TestGateway.withOwnFamilies("former") { gateway in
      try gateway.change(
        "update fwd.ffc_personas set status = 'inactive', left_at = now() where ffc_id = '\(Family.key(201))' and persona_id in ('\(Family.key(102))', '\(Family.key(107))')")
      func names(_ arguments: String, as subject: String) async throws -> [String] {
        let answer = try await gateway.ask(
          "query ($id: ID!) { familyCircle(id: $id) { memberCount members(first: 100\(arguments)) { nodes { id status leftAt persona { displayName } } } } }",
          as: subject, variables: ["id": Family.smiths])
        let circle = (answer.json["data"] as? [String: [String: Any]])?["familyCircle"]
        #expect(circle?["memberCount"] as? Int == 6)
        let nodes = try #require((circle?["members"] as? [String: Any])?["nodes"] as? [[String: Any]], "\(answer.body)")
        return nodes.map { node in
          #expect((node["leftAt"] is NSNull) == (node["status"] as? String == "ACTIVE"))
          return ((node["persona"] as? [String: Any])?["displayName"] as? String ?? "-") + (node["leftAt"] is NSNull ? "" : " left")
        }
      }
      let active = ["John Smith", "Kim Smith", "Nell Smith", "Adam Advisor", "Martha Smith", "George Smith"]
      for subject in ["john", "nell"] { #expect(try await names("", as: subject) == active) }
      // John stands for Milo, and sees Mary no more; Nell sees neither.
      #expect(try await names(", includeLeft: true", as: "john") == active.dropLast() + ["Milo Smith left", "George Smith"])
      #expect(try await names(", includeLeft: true", as: "nell") == active)
      let gone = try await gateway.ask(
        "query ($id: ID!) { familyCircle(id: $id) { members(includeLeft: true) { nodes { id } } } }", as: "mary", variables: ["id": Family.smiths])
      #expect(gone.body == #"{"data":{"familyCircle":null}}"#)
    }
  }

  @Test func `a page is never longer than a hundred, whatever is asked for`() async throws {
    let gateway = try await TestGateway.shared.value
    for arguments in ["first: 101", "first: 2147483647", "last: 101"] {
      let answer = try await gateway.ask("{ assets(\(arguments)) { totalCount nodes { id } } }", as: "john")
      #expect(answer.json["errors"] == nil)
      #expect(answer.cost?.first == 101)
    }
  }
}
