import Foundation
import Testing

/// The number of calls belongs to the query, not to the data.
@Suite struct `Batching over the database` {
  static let dashboard = Scenario.all.first { $0.directory.lastPathComponent == "dashboard" }

  @Test func `the dashboard takes at most ten procedure calls in at most six flushes`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(try #require(Self.dashboard?.text("query.graphql")), as: "john")
    #expect(answer.flushes.joined().count <= 10)
    #expect(answer.flushes.count <= 6)
  }

  @Test func `ten times the family's data makes the same calls`() async throws {
    try await TestGateway.withOwnFamilies("tenfold") { gateway in
      let query = try #require(Self.dashboard?.text("query.graphql")).replacing("first: 20", with: "first: 100")
      let before = try await gateway.ask(query, as: "john")
      try gateway.change(Self.tenfold)
      let after = try await gateway.ask(query, as: "john")
      #expect(after.flushes == before.flushes)
      #expect(assetCount(before) == 8)
      #expect(assetCount(after) == 80)
      #expect(after.json["errors"] == nil)
    }
  }

  private func assetCount(_ answer: TestGateway.Answer) -> Int {
    let viewer = (answer.json["data"] as? [String: Any])?["viewer"] as? [String: Any]
    let circles = (viewer?["familyCircles"] as? [String: Any])?["nodes"] as? [[String: Any]] ?? []
    return circles.reduce(0) { $0 + (($1["assets"] as? [String: Any])?["nodes"] as? [Any] ?? []).count }
  }

  /// Nine more of each asset that the Smiths' circle shows: alternately houses and bank accounts, owned half and half.
  private static let tenfold = """
    create temporary table made as
      select gen_random_uuid() as id, n, n % 2 = 0 as is_house from generate_series(1, 72) as n;
    insert into fwd.assets (id, tenant_id, asset_type, name, estimated_value)
      select id, 1, (case when is_house then 'real_estate' else 'bank_account' end)::fwd.asset_type_enum, 'Further asset ' || n, n * 1000
      from made;
    insert into fwd.asset_real_estate (asset_id, tenant_id, asset_type, property_kind, address_id)
      select id, 1, 'real_estate', 'condo', '00000000-0000-4000-8000-000000000501' from made where is_house;
    insert into fwd.asset_bank_accounts (asset_id, tenant_id, asset_type, institution_name, account_kind)
      select id, 1, 'bank_account', 'Bank ' || n, 'savings' from made where not is_house;
    insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage)
      select 1, m.id, p.id, 50
      from made as m cross join (values ('00000000-0000-4000-8000-000000000101'::uuid), ('00000000-0000-4000-8000-000000000102')) as p (id);
    """
}
