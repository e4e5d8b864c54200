import Foundation
import Postgres
import Rows
import Testing

/// What the tables themselves refuse, whoever asks.
@Suite struct `Rules of the tables` {
  /// The state and message of the error that a change raises; nil when it is accepted.
  private func refusal(_ gateway: TestGateway, _ sql: String, tenant: Int? = 1) throws -> String? {
    let connection = try Connection(ConnectionSettings(address: gateway.adminURL))
    let identity = tenant.map { "set heirloom.tenant = '\($0)'; " } ?? ""
    do throws(QueryError) {
      try connection.script("set role heirloom_owner; \(identity)begin; \(sql); set constraints all immediate; rollback")
      return nil
    } catch {
      guard case .database(let error) = error else { return "\(error)" }
      return "\(error.sqlState) \(error.sqlState.hasPrefix("FW") ? error.message : "")".trimmingCharacters(in: .whitespaces)
    }
  }

  private func assign(_ asset: Int, _ persona: Int, _ percentage: String, _ type: String = "direct", extra: String = "") -> String {
    """
    insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage, ownership_type\(extra.isEmpty ? "" : ", effective_date"))
    values (1, '\(Family.key(asset))', '\(Family.key(persona))', \(percentage), '\(type)'\(extra))
    """
  }

  @Test func `shares of title never exceed 100 percent, on insert and on update`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try refusal(gateway, assign(302, 104, "0.01")) == "FW100 OWNERSHIP_EXCEEDS_100")
    #expect(try refusal(gateway, assign(302, 104, "1", "beneficiary")) == "FW100 BENEFICIARY_EXCEEDS_100")
    let raise = "update fwd.asset_persona_ownership set ownership_percentage = 100 where asset_id = '\(Family.key(301))' and persona_id = '\(Family.key(101))'"
    #expect(try refusal(gateway, raise) == "FW100 OWNERSHIP_EXCEEDS_100")
  }

  @Test func `two sessions that assign 60 percent each cannot both succeed`() async throws {
    try await TestGateway.withOwnFamilies("sixty") { gateway in
      try gateway.change("delete from fwd.asset_persona_ownership where asset_id = '\(Family.key(302))'")
      let address = gateway.adminURL
      let first = assign(302, 101, "60"), second = assign(302, 102, "60")
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for sql in [first, second] {
          group.addTask {
            do {
              let connection = try Connection(ConnectionSettings(address: address))
              try connection.script(
                "set role heirloom_owner; set heirloom.tenant = '1'; begin; \(sql); set constraints all immediate; select pg_sleep(0.3); commit")
              return true
            } catch {
              return false
            }
          }
        }
        return await group.reduce(into: [Bool]()) { $0.append($1) }
      }
      #expect(outcomes.sorted { !$0 && $1 } == [false, true])
      let connection = try Connection(ConnectionSettings(address: address))
      let sum = try connection.query(
        "select sum(ownership_percentage)::text from fwd.asset_persona_ownership where asset_id = $1",
        [.text(Array(Family.key(302).utf8))])
      #expect(sum.text(row: 0, column: 0) == "60.00")
    }
  }

  @Test func `the dead acquire nothing after their death`() async throws {
    let gateway = try await TestGateway.shared.value
    try #expect(refusal(gateway, "delete from fwd.asset_persona_ownership where asset_id = '\(Family.key(307))'; " + assign(307, 108, "10")) == "FW422 DECEASED_CANNOT_ACQUIRE")
    try #expect(refusal(gateway, "delete from fwd.asset_persona_ownership where asset_id = '\(Family.key(307))'; " + assign(307, 108, "10", "direct", extra: ", '2019-01-01'")) == nil)
  }

  @Test func `an asset has exactly the details of its type`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try refusal(gateway, "insert into fwd.assets (tenant_id, asset_type, name) values (1, 'vehicle', 'Car')") != nil)
    #expect(
      try refusal(
        gateway, "insert into fwd.asset_vehicles (asset_id, tenant_id, asset_type, vehicle_kind) values ('\(Family.key(302))', 1, 'vehicle', 'car')") != nil)
  }

  @Test func `a circle keeps an owner`() async throws {
    let gateway = try await TestGateway.shared.value
    let demote = "update fwd.ffc_personas set ffc_role = 'beneficiary' where ffc_id = '\(Family.key(201))' and persona_id = '\(Family.key(101))'"
    #expect(try refusal(gateway, demote) == "FW409 LAST_OWNER")
  }

  @Test func `a row cannot point at a row of another tenant`() async throws {
    let gateway = try await TestGateway.shared.value
    let foreign = "insert into fwd.ffc_personas (tenant_id, ffc_id, persona_id, ffc_role) values (1, '\(Family.key(201))', '\(Family.key(151))', 'beneficiary')"
    #expect(try refusal(gateway, foreign) != nil)
    #expect(try refusal(gateway, "insert into fwd.assets (tenant_id, asset_type, name) values (2, 'misc', 'x')") == "42501")
  }

  @Test func `without a tenant there is no row to read and none to write`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try refusal(gateway, "insert into fwd.assets (tenant_id, asset_type, name) values (1, 'misc', 'x')", tenant: nil) == "42501")
    let connection = try Connection(ConnectionSettings(address: gateway.adminURL))
    try connection.script("set role heirloom_owner; set heirloom.tenant = ''")
    #expect(try connection.query("select count(*) from fwd.assets").integer(row: 0, column: 0) == 0)
    try connection.script("reset heirloom.tenant")
    #expect(try connection.query("select count(*) from fwd.personas").integer(row: 0, column: 0) == 0)
  }

  // MARK: The catalog

  /// The first column of a query's rows.
  private func list(_ sql: String) async throws -> [String] {
    let gateway = try await TestGateway.shared.value
    let table = try Connection(ConnectionSettings(address: gateway.adminURL)).query(sql)
    return (0..<table.rowCount).compactMap { table.text(row: $0, column: 0) }
  }

  @Test func `every tenant table has forced row security with one restrictive policy`() async throws {
    let bad = try await list(
      """
      select c.relname::text from pg_class as c
      join pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'fwd'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity
          and 1 = (select count(*) from pg_policy as p where p.polrelid = c.oid and not p.polpermissive))
      """)
    #expect(bad == [])
  }

  @Test func `every foreign key has an index that begins with its columns`() async throws {
    let bad = try await list(
      """
      select c.conrelid::regclass || ' ' || c.conname from pg_constraint as c
      where c.contype = 'f' and c.connamespace = 'fwd'::regnamespace
        and not exists (
          select from pg_index as i
          where i.indrelid = c.conrelid
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
            or (i.indrelid = c.conrelid and c.conkey[cardinality(c.conkey)] = i.indkey[0]))
      """)
    #expect(bad == [])
  }

  @Test func `the tables that were ordered away are not there, and the old names are views`() async throws {
    #expect(try await list("select relname::text from pg_class where relname ~ 'asset_ffc_ownership|(^|_)hei(_|$)'") == [])
    #expect(
      try await list(
        "select relname::text from pg_class where relnamespace = 'fwd'::regnamespace and relkind = 'v' and relname in ('ffcs', 'ffc_memberships', 'asset_ownerships', 'asset_persona') order by 1")
        == ["asset_ownerships", "asset_persona", "ffc_memberships", "ffcs"])
  }

  @Test func `the gateway's role can read no table and no view`() async throws {
    let readable = try await list(
      """
      select c.relname::text from pg_class as c
      where c.relnamespace in ('fwd'::regnamespace, 'heirloom'::regnamespace) and c.relkind in ('r', 'p', 'v')
        and has_table_privilege('heirloom_gateway', c.oid, 'select, insert, update, delete')
      """)
    #expect(readable == [])
  }

  @Test func `protected numbers are stored as ciphertext only`() async throws {
    let plain = try await list(
      """
      select c.relname || '.' || a.attname from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'fwd'::regnamespace and c.relkind = 'r' and c.relname ~ '^asset_' and c.relname <> 'asset_intellectual_property'
        and a.attname in ('account_number', 'routing_number', 'vin', 'registration_number', 'tax_id', 'policy_number', 'serial_number', 'wallet_address')
      """)
    #expect(plain == [])
  }
}
