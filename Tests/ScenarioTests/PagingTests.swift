import Foundation
import Postgres
import Rows
import Testing

/// Connections over the real procedures: pages from either end, of all parents in one call, while rows come and go.
@Suite struct `Paging` {
  struct Page {
    let ids: [String]
    let hasNext: Bool
    let hasPrevious: Bool
    let start: String?
    let end: String?
    let total: Int?
  }

  /// Each connection, with `ARGUMENTS` for those of its page.
  static let connections = [
    "{ assets(ARGUMENTS, orderBy: {field: VALUE, direction: DESC}) PAGE }",
    "{ assets(ARGUMENTS, orderBy: {field: TYPE}, filter: {not: {type: [DEBT]}}) PAGE }",
    "{ personas(ARGUMENTS, orderBy: {field: DATE_OF_BIRTH}) PAGE }",
    "{ contactUsages(ARGUMENTS) PAGE }",
    "{ advisorCompanies(ARGUMENTS) PAGE }",
    "{ viewer { assets(ARGUMENTS) PAGE } }",
    "{ viewer { familyCircles(ARGUMENTS) PAGE } }",
    "{ viewer { actingPersona { ownedAssets(ARGUMENTS) PAGE } } }",
    "{ familyCircle(id: \"\(Family.smiths)\") { members(ARGUMENTS) PAGE } }",
    "{ familyCircle(id: \"\(Family.smiths)\") { assets(ARGUMENTS) PAGE } }",
    "{ asset(id: \"\(Family.home)\") { valuations(ARGUMENTS) PAGE } }",
    "{ asset(id: \"\(Family.home)\") { documents(ARGUMENTS) PAGE } }",
  ]

  static func page(_ shape: String, _ arguments: String, of gateway: TestGateway, as subject: String = "john") async throws -> Page {
    let fields = "{ edges { cursor } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }"
    let answer = try await gateway.ask(
      shape.replacing("ARGUMENTS", with: arguments).replacing("PAGE", with: fields), as: subject)
    var value: Any? = answer.json["data"]
    while let object = value as? [String: Any], object["pageInfo"] == nil { value = object.first?.value }
    let page = try #require(value as? [String: Any], "\(answer.body)")
    let info = try #require(page["pageInfo"] as? [String: Any])
    let cursors = (page["edges"] as? [[String: Any]] ?? []).compactMap { $0["cursor"] as? String }
    // The same place has another cursor each time it is sealed.
    #expect((info["startCursor"] is String) == (cursors.first != nil))
    #expect((info["endCursor"] is String) == (cursors.last != nil))
    return Page(
      ids: (page["nodes"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String },
      hasNext: info["hasNextPage"] as? Bool ?? false, hasPrevious: info["hasPreviousPage"] as? Bool ?? false,
      start: info["startCursor"] as? String, end: info["endCursor"] as? String, total: page["totalCount"] as? Int)
  }

  @Test(arguments: connections)
  func `a list has the same elements in the same order, whatever the pages and from either end`(shape: String) async throws {
    let gateway = try await TestGateway.shared.value
    let whole = try await Self.page(shape, "first: 100", of: gateway)
    #expect(!whole.ids.isEmpty && Set(whole.ids).count == whole.ids.count)
    #expect(whole.total == whole.ids.count)
    #expect(!whole.hasNext && !whole.hasPrevious)
    for size in [1, 2, 3] {
      var found: [String] = []
      var cursor = ""
      while true {
        let page = try await Self.page(shape, "first: \(size)" + cursor, of: gateway)
        #expect(page.hasPrevious == !found.isEmpty && page.total == whole.total)
        found += page.ids
        guard page.hasNext, let end = page.end else { break }
        cursor = ", after: \"\(end)\""
      }
      #expect(found == whole.ids)
      found = []
      cursor = ""
      while true {
        let page = try await Self.page(shape, "last: \(size)" + cursor, of: gateway)
        #expect(page.hasNext == !found.isEmpty && page.total == whole.total)
        found = page.ids + found
        guard page.hasPrevious, let start = page.start else { break }
        cursor = ", before: \"\(start)\""
      }
      #expect(found == whole.ids)
    }
    let none = try await Self.page(shape, "first: 0", of: gateway)
    #expect(none.ids == [] && none.hasNext && !none.hasPrevious && none.total == whole.total)
    let behind = try await Self.page(shape, "first: 5, after: \"\(whole.end ?? "")\"", of: gateway)
    #expect(behind.ids == [] && !behind.hasNext && behind.hasPrevious && behind.total == whole.total)
    let between = try await Self.page(shape, "first: 100, after: \"\(whole.start ?? "")\", before: \"\(whole.end ?? "")\"", of: gateway)
    #expect(between.ids == Array(whole.ids.dropFirst().dropLast()))
    let both = try await Self.page(shape, "first: 3, last: 2", of: gateway)
    #expect(both.ids == Array(whole.ids.prefix(3).suffix(2)))
  }

  @Test(arguments: ["first: -1", "last: -1", "first: 1, last: -1"])
  func `a page of fewer than none is refused`(arguments: String) async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ __typename viewer { assets(\(arguments)) { totalCount } } }", as: "john")
    #expect(answer.json["data"] as? NSDictionary == ["__typename": "Query", "viewer": NSNull()])
    #expect(answer.body.contains(#""code":"VALIDATION""#))
  }

  @Test func `rows that come and go between pages leave the others where they are`() async throws {
    try await TestGateway.withOwnFamilies("paging") { gateway in
      let shape = "{ familyCircle(id: \"\(Family.smiths)\") { assets(ARGUMENTS, orderBy: {field: VALUE, direction: DESC}) PAGE } }"
      let whole = try await Self.page(shape, "first: 100", of: gateway)
      let first = try await Self.page(shape, "first: 3", of: gateway)
      #expect(first.ids == Array(whole.ids.prefix(3)))
      // What the cursor stands on goes, one comes before it and one after it.
      let last = try #require(first.ids.last)
      let key = String(decoding: try #require(Data(base64Encoded: last + "==")), as: UTF8.self).dropFirst("Asset:".count)
      try gateway.change(
        """
        update fwd.assets set status = 'deleted' where id = '\(key)';
        insert into fwd.assets (id, tenant_id, asset_type, name, estimated_value) values
          ('\(Family.key(991))', 1, 'misc', 'A new fortune', 5000000), ('\(Family.key(992))', 1, 'misc', 'A new trifle', 1);
        insert into fwd.asset_misc (asset_id, tenant_id, asset_type, misc_kind) values
          ('\(Family.key(991))', 1, 'misc', 'Find'), ('\(Family.key(992))', 1, 'misc', 'Find');
        insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage) values
          (1, '\(Family.key(991))', '\(Family.key(101))', 100), (1, '\(Family.key(992))', '\(Family.key(101))', 100);
        """)
      let rest = try await Self.page(shape, "first: 100, after: \"\(first.end ?? "")\"", of: gateway)
      #expect(rest.ids == whole.ids.dropFirst(3) + [Family.asset(992)])
      let before = try await Self.page(shape, "last: 100, before: \"\(first.end ?? "")\"", of: gateway)
      #expect(before.ids == [Family.asset(991)] + first.ids.dropLast())
    }
  }

  @Test func `a page has at most a hundred elements, from either end of a longer list`() async throws {
    try await TestGateway.withOwnFamilies("long_list") { gateway in
      try gateway.change(
        """
        create temporary table made as select gen_random_uuid() as id, n from generate_series(1, 130) as n;
        insert into fwd.assets (id, tenant_id, asset_type, name, estimated_value) select id, 1, 'misc', 'Stamp ' || to_char(n, 'FM000'), n from made;
        insert into fwd.asset_misc (asset_id, tenant_id, asset_type, misc_kind) select id, 1, 'misc', 'Stamp' from made;
        insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage)
          select 1, id, '\(Family.key(101))', 100 from made;
        """)
      let shape = "{ assets(ARGUMENTS, filter: {type: [MISC]}) PAGE }"
      let first = try await Self.page(shape, "first: 1000", of: gateway)
      #expect(first.ids.count == 100 && first.hasNext && first.total == 130)
      let last = try await Self.page(shape, "last: 1000", of: gateway)
      #expect(last.ids.count == 100 && !last.hasNext && last.hasPrevious)
      #expect(Array(first.ids.suffix(70)) == Array(last.ids.prefix(70)))
      let tail = try await Self.page(shape, "last: 3", of: gateway)
      #expect(tail.ids == Array(last.ids.suffix(3)) && !tail.hasNext)
      #expect(try await Self.page(shape, "first: null", of: gateway).ids.count == 20)
    }
  }

  @Test func `a page of a long list reads what it shows and no more, unless its total is wanted`() async throws {
    try await TestGateway.withOwnFamilies("read_rows") { gateway in
      try gateway.change(
        """
        insert into fwd.asset_valuations (tenant_id, asset_id, value, currency_code, valued_on, method)
          select 1, '\(Family.key(302))', n, 'USD', current_date - n / 2, case n % 2 when 0 then 'avm' else 'market' end::fwd.valuation_method_enum
          from generate_series(10, 3009) as n
        """)
      // Ways of paging, and how many rows each may read: those of the page, one more, one on the other side of the
      // cursor, and those of the cursor's day; with a filter those that it leaves out.
      let whole = try await Self.page("{ asset(id: \"\(Family.bank)\") { valuations(ARGUMENTS) PAGE } }", "first: 100", of: gateway)
      let cursor = "valued:\(Family.key(302)):=" + "2024-01-01 2024-01-01 00:00:00.000000"
      #expect(whole.total ?? 0 > 3000 && whole.hasNext)
      for (arguments, rows) in [
        ("first => 3", 4), ("last => 3", 4), ("first => 3, after => '\(cursor)'", 9), ("last => 3, before => '\(cursor)'", 9),
        ("first => 3, filter => '{\"method\": [\"avm\"]}'", 8),
      ] {
        #expect(try readValuations(arguments, of: gateway) <= rows, "\(arguments)")
      }
      #expect(try readValuations("first => 3, with_total => true", of: gateway) > 3000)
    }
  }

  /// How many rows of valuations a call reads, by the server's own count.
  private func readValuations(_ arguments: String, of gateway: TestGateway) throws -> Int {
    let connection = try Connection(ConnectionSettings(address: gateway.adminURL))
    try connection.script("begin; set local plan_cache_mode = force_generic_plan; select api.begin_request(1, 'john', null, null, null, null, null)")
    _ = try connection.query("select * from api.sp_batch_valuations(array['\(Family.key(302))'::uuid], \(arguments))")
    let table = try connection.query(
      """
      select sum(pg_stat_get_xact_tuples_returned(r))::integer
      from (select 'fwd.asset_valuations'::regclass::oid union all select indexrelid from pg_index where indrelid = 'fwd.asset_valuations'::regclass) as t (r)
      """)
    try connection.script("rollback")
    return try #require(table.integer(row: 0, column: 0))
  }

  @Test func `every parent has its page, from one call for all of them`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = "{ personas { nodes { displayName ownedAssets(first: 1, orderBy: {field: NAME, direction: DESC}) { totalCount nodes { name } } } } }"
    let answer = try await gateway.ask(query, as: "john")
    #expect(answer.flushes == [["sp_search_personas"], ["sp_batch_assets_of_personas"]])
    let personas = (answer.json["data"] as? [String: [String: [[String: Any]]]])?["personas"]?["nodes"] ?? []
    let pages = personas.compactMap { $0["ownedAssets"] as? [String: Any] }
    #expect(pages.count == personas.count)
    let holders = pages.filter { ($0["totalCount"] as? Int ?? 0) > 0 }
    #expect(holders.count > 3)
    for page in holders { #expect((page["nodes"] as? [Any])?.count == 1) }
  }

  @Test func `a page from the back is the end of however many there are`() async throws {
    try await TestGateway.withOwnFamilies("many_companies") { gateway in
      try gateway.change("insert into fwd.advisor_company (tenant_id, company_name) select 1, 'Zeta ' || lpad(n::text, 3, '0') from generate_series(1, 130) as n")
      let query = #"{ advisorCompanies(search: "zeta", last: 2) { nodes { companyName } totalCount pageInfo { hasNextPage } } }"#
      #expect(
        try await gateway.ask(query, as: "john").body
          == #"{"data":{"advisorCompanies":{"nodes":[{"companyName":"Zeta 129"},{"companyName":"Zeta 130"}],"totalCount":130,"pageInfo":{"hasNextPage":false}}}}"#)
      for (arguments, count) in [("last: 1000", 100), ("first: 1000", 100), ("first: 1000, last: 1000", 100), ("first: 3, last: 2", 2)] {
        #expect(try await Self.page("{ advisorCompanies(ARGUMENTS) PAGE }", arguments, of: gateway).ids.count == count)
      }
    }
  }
}
