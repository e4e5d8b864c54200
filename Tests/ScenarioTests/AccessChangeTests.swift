import Foundation
import Gateway
import Testing

/// What changes when the families do. Each test has a database of its own.
@Suite struct `Access after changes` {
  @Test func `a grant raises an advisor to edit and reveal, and an expired one is nothing`() async throws {
    try await TestGateway.withOwnFamilies("grants") { gateway in
      try gateway.change(
        """
        insert into fwd.asset_permissions (tenant_id, asset_id, persona_id, permission_level, granted_by_persona_id, granted_at, expires_at)
        values
          (1, '\(Family.key(302))', '\(Family.key(105))', 'edit', '\(Family.key(101))', now(), null),
          (1, '\(Family.key(302))', '\(Family.key(104))', 'read', '\(Family.key(101))', now() - interval '1 day', now() - interval '1 minute'),
          (1, '\(Family.key(304))', '\(Family.key(103))', 'read', '\(Family.key(101))', now(), null)
        """)
      #expect(try await gateway.sight(of: Family.bank, by: "adv") == "EDIT 200000.00 ••••1234 reveals")
      #expect(try await gateway.sight(of: Family.bank, by: "nell") == "SUMMARY - - masked")
      #expect(try await gateway.sight(of: Family.secret, by: "kid") == "READ 30000.00 - masked")
      #expect(try await gateway.assets(of: Family.smiths, by: "kid").contains("Cold wallet") == false)
    }
  }

  @Test func `a member's share bounds what her circle sees of her assets`() async throws {
    try await TestGateway.withOwnFamilies("sharing") { gateway in
      try gateway.change(
        "update fwd.ffc_personas set asset_share = 'summary' where ffc_id = '\(Family.key(201))' and persona_id = '\(Family.key(102))'")
      #expect(try await gateway.sight(of: Family.maryAccount, by: "john") == "SUMMARY - - masked")
      #expect(try await gateway.sight(of: Family.home, by: "john").hasPrefix("ADMIN"))
      #expect(try await gateway.sight(of: Family.home, by: "adv").hasPrefix("READ"))
    }
  }

  @Test func `a guardian's right ends when the minor comes of age`() async throws {
    try await TestGateway.withOwnFamilies("majority") { gateway in
      #expect(try await gateway.sight(of: Family.minorAccount, by: "john").hasPrefix("ADMIN"))
      try gateway.change(
        "update fwd.personas set date_of_birth = current_date - interval '18 years' where id = '\(Family.key(107))'")
      #expect(try await gateway.sight(of: Family.minorAccount, by: "john").hasPrefix("EDIT"))
    }
  }

  @Test func `approved break-glass shows an administrator masked values until it ends`() async throws {
    try await TestGateway.withOwnFamilies("glass") { gateway in
      #expect(try await gateway.sight(of: Family.bank, by: "admin") == "absent")
      try gateway.change(
        """
        insert into fwd.break_glass_grants (tenant_id, user_id, reason, ticket, starts_at, ends_at, approved_by)
        values (1, '\(Family.key(15))', 'estate dispute', 'T-1', now(), now() + interval '30 minutes', '\(Family.key(16))')
        """)
      #expect(try await gateway.sight(of: Family.bank, by: "admin") == "READ 200000.00 ••••1234 masked")
      try gateway.change("update fwd.break_glass_grants set starts_at = now() - interval '50 minutes', ends_at = now() - interval '1 minute'")
      #expect(try await gateway.sight(of: Family.bank, by: "admin") == "absent")
    }
  }

  @Test func `a member who leaves takes her own assets along and keeps what she owns`() async throws {
    try await TestGateway.withOwnFamilies("leaving") { gateway in
      try gateway.change(
        "update fwd.ffc_personas set status = 'inactive', left_at = now() where ffc_id = '\(Family.key(201))' and persona_id = '\(Family.key(102))'")
      #expect(try await gateway.sight(of: Family.maryAccount, by: "john") == "absent")
      #expect(try await gateway.sight(of: Family.bank, by: "mary") == "absent")
      #expect(try await gateway.sight(of: Family.home, by: "john").hasPrefix("ADMIN"))
      #expect(try await gateway.sight(of: Family.home, by: "mary").hasPrefix("ADMIN"))
      #expect(try await gateway.assets(of: Family.smiths, by: "john").contains("Mary's savings") == false)
      let circle = try await gateway.ask("{ familyCircle(id: \"\(Family.smiths)\") { name } }", as: "mary")
      #expect(circle.body == #"{"data":{"familyCircle":null}}"#)
    }
  }

  @Test(arguments: [
    "alter table fwd.assets no force row level security",
    "drop policy tenant_wall on fwd.assets; create policy tenant_wall on fwd.assets as restrictive using (true)",
    "reset role; grant select on fwd.assets to heirloom_gateway",
    "reset role; alter function api.sp_batch_personas(uuid[]) security invoker",
    "reset role; alter function api.sp_batch_personas(uuid[]) reset search_path",
  ])
  func `a wall that is broken keeps the gateway from starting`(change: String) async throws {
    try await TestGateway.withOwnFamilies("wall\(change.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF)") { gateway in
      var settings = Settings()
      settings.databaseURL = gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")
      settings.schemaPath = TestGateway.root + "schema.graphql"
      let intact = settings
      #expect(throws: Never.self) { try Gateway.verify(settings: intact) }
      try gateway.change(change)
      #expect(throws: CheckFailure.self) { try Gateway.verify(settings: intact) }
    }
  }

  @Test func `an administrator's directory shows whom he knows otherwise, too`() async throws {
    try await TestGateway.withOwnFamilies("directory") { gateway in
      try gateway.change(
        """
        update fwd.asset_persona_ownership set ownership_percentage = 50 where asset_id = '\(Family.key(310))' and persona_id = '\(Family.key(110))';
        insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage)
        values (1, '\(Family.key(310))', '\(Family.key(115))', 10);
        insert into fwd.ffc_personas (tenant_id, ffc_id, persona_id, ffc_role)
        values (1, '\(Family.key(202))', '\(Family.key(115))', 'non_beneficiary');
        """)
      let query = """
        { partner: persona(id: "\(Family.persona(110))") { displayName viewerRelation user { displayName } }
          companion: persona(id: "\(Family.persona(109))") { displayName viewerRelation user { displayName } } }
        """
      let partner = #"{"displayName":"Stephen Strange","viewerRelation":"DIRECTORY","user":{"displayName":"Stephen Strange"}}"#
      let companion = #"{"displayName":"Ingrid Larsen","viewerRelation":"CIRCLE","user":{"displayName":"Ingrid Larsen"}}"#
      #expect(try await gateway.ask(query, as: "admin").body == #"{"data":{"partner":\#(partner),"companion":\#(companion)}}"#)
    }
  }

  @Test func `a circle may hold its owner to reading`() async throws {
    try await TestGateway.withOwnFamilies("reading") { gateway in
      try gateway.change(
        "update fwd.fwd_family_circles set settings = settings || '{\"owner_asset_access\": \"read\"}' where id = '\(Family.key(201))'")
      #expect(try await gateway.sight(of: Family.maryAccount, by: "john").hasPrefix("READ"))
      #expect(try await gateway.sight(of: Family.watch, by: "john").hasPrefix("READ"))
      #expect(try await gateway.sight(of: Family.bank, by: "john").hasPrefix("ADMIN"))
    }
  }
}
