import Foundation
import Testing

/// What circles and personas come to: the worked figures, and what must hold however shares move.
@Suite struct `Totals` {
  static let query = """
    query ($id: ID!, $asOf: Date) { familyCircle(id: $id) { totals(asOf: $asOf) { isComplete
      byCurrency { currency assets liabilities net grossNet assetCount unvaluedCount }
      byCategory { category { type } owned gross count }
      byPersona { displayName net }
      deceased { net assetCount } } } }
    """

  /// Net, gross and count in one line, then categories and members, of a circle as somebody sees it.
  private func totals(_ circle: String, of gateway: TestGateway, as subject: String, asOf: String? = nil) async throws -> [String] {
    var variables: [String: Any] = ["id": circle]
    if let asOf { variables["asOf"] = asOf }
    let answer = try await gateway.ask(Self.query, as: subject, variables: variables)
    let found = (answer.json["data"] as? [String: Any])?["familyCircle"] as? [String: Any]
    let totals = try #require(found?["totals"] as? [String: Any], "\(answer.body)")
    func list(_ name: String) -> [[String: Any]] { totals[name] as? [[String: Any]] ?? [] }
    func text(_ object: [String: Any], _ names: String...) -> String { names.map { "\(object[$0] ?? "-")" }.joined(separator: " ") }
    let complete = (totals["isComplete"] as? Bool).map { "\($0)" } ?? "null"
    return list("byCurrency").map { text($0, "currency", "net", "grossNet", "assetCount", "unvaluedCount") + " \(complete)" }
      + list("byCategory").map { "\(($0["category"] as? [String: Any])?["type"] ?? "-") " + text($0, "owned", "gross", "count") }
      + list("byPersona").map { text($0, "displayName", "net") }
      + list("deceased").map { "deceased " + text($0, "net", "assetCount") }
  }

  @Test func `the worked figures of the Smiths' circle`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(
      try await totals(Family.smiths, of: gateway, as: "john") == [
        "USD 1484000.00 1964000.00 8 0 true", "BANK_ACCOUNT 255000.00 255000.00 3", "REAL_ESTATE 1300000.00 1300000.00 2",
        "BUSINESS 320000.00 800000.00 1", "COLLECTIBLE 9000.00 9000.00 1", "DEBT -400000.00 -400000.00 1",
        "George Smith 9000.00", "John Smith 820000.00", "Martha Smith 300000.00", "Mary Smith 350000.00", "Milo Smith 5000.00",
        "deceased 9000.00 1",
      ])
    #expect(
      try await totals(Family.smiths, of: gateway, as: "kid") == [
        "USD 1200000.00 1200000.00 2 0 null", "BANK_ACCOUNT 200000.00 200000.00 1", "REAL_ESTATE 1000000.00 1000000.00 1",
        "John Smith 700000.00", "Mary Smith 500000.00",
      ])
    #expect(try await totals(Family.smiths, of: gateway, as: "nell") == [])
    #expect(
      try await totals(Family.larsens, of: gateway, as: "inlaw") == [
        "USD 350000.00 650000.00 3 0 true", "BANK_ACCOUNT 50000.00 50000.00 1", "REAL_ESTATE 500000.00 1000000.00 1",
        "DEBT -200000.00 -400000.00 1", "Mary Smith 350000.00",
      ])
  }

  @Test func `the categories of a total have all that categories have`() async throws {
    let gateway = try await TestGateway.shared.value
    let fields = "byCategory { currency owned shareOfNet category { type formFields { name order } } }"
    let answer = try await gateway.ask(
      "query ($id: ID!) { familyCircle(id: $id) { totals { \(fields) } } viewer { netWorth { \(fields) history { net } } } }", as: "kid",
      variables: ["id": Family.smiths])
    #expect(answer.json["errors"] == nil)
    #expect(answer.body.contains(#""byCategory":[{"currency":"USD","owned":"200000.00","shareOfNet":"16.67","category":{"type":"BANK_ACCOUNT","formFields":[{"name":"name","order":1}"#))
    #expect(answer.body.contains(#""netWorth":{"byCategory":[],"#))
  }

  @Test func `those outside a circle learn nothing of what it comes to`() async throws {
    let gateway = try await TestGateway.shared.value
    let stranger = try await gateway.ask(Self.query, as: "stranger", variables: ["id": Family.smiths])
    #expect(stranger.body == #"{"data":{"familyCircle":null}}"#)
    let admin = try await gateway.ask(Self.query, as: "admin", variables: ["id": Family.smiths])
    #expect(admin.body == #"{"data":{"familyCircle":{"totals":null}}}"#)
  }

  @Test func `a member who leaves takes along his weighted part, and no more`() async throws {
    try await TestGateway.withOwnFamilies("totals") { gateway in
      try gateway.change(
        "update fwd.ffc_personas set status = 'inactive', left_at = now() where ffc_id = '\(Family.key(201))' and persona_id = '\(Family.key(102))'")
      #expect(try await totals(Family.smiths, of: gateway, as: "john").first == "USD 1134000.00 1914000.00 7 0 true")
    }
  }

  @Test func `what is withheld counts for nothing, and the owner is told that something is`() async throws {
    try await TestGateway.withOwnFamilies("shares") { gateway in
      try gateway.change(
        "update fwd.ffc_personas set asset_share = 'summary' where ffc_id = '\(Family.key(201))' and persona_id = '\(Family.key(102))'")
      let sums = try await totals(Family.smiths, of: gateway, as: "john")
      #expect(sums.first == "USD 1434000.00 1914000.00 7 0 false")
      #expect(sums.contains("BANK_ACCOUNT 205000.00 205000.00 2"))
    }
  }

  @Test func `shares that move between members leave the circle as it was`() async throws {
    try await TestGateway.withOwnFamilies("moves") { gateway in
      let before = try await totals(Family.smiths, of: gateway, as: "john")
      try gateway.change(
        """
        update fwd.asset_persona_ownership set ownership_percentage = 29.99 where asset_id = '\(Family.key(301))' and persona_id = '\(Family.key(101))';
        update fwd.asset_persona_ownership set ownership_percentage = 70.01 where asset_id = '\(Family.key(301))' and persona_id = '\(Family.key(102))';
        """)
      let after = try await totals(Family.smiths, of: gateway, as: "john")
      #expect(after.prefix(6) == before.prefix(6))
      #expect(after.contains("John Smith 619900.00") && after.contains("Mary Smith 550100.00"))
    }
  }

  @Test func `net worth is a persona's own, private assets included, and a trust's is the trustee's`() async throws {
    let gateway = try await TestGateway.shared.value
    func netWorth(_ subject: String, _ persona: Int? = nil, of other: Int? = nil) async throws -> String {
      let fields = "netWorth { byCurrency { net grossNet assetCount } }"
      let query = other.map { "{ persona(id: \"\(Family.persona($0))\") { \(fields) } }" } ?? "{ viewer { \(fields) } }"
      let answer = try await gateway.ask(query, as: subject, persona: persona.map { Family.key($0) })
      let object = (answer.json["data"] as? [String: [String: Any]])?.first?.value
      guard let found = object?["netWorth"] as? [String: Any], let totals = found["byCurrency"] as? [[String: Any]] else { return "null" }
      return totals.map { "\($0["net"] ?? "-") \($0["grossNet"] ?? "-") \($0["assetCount"] ?? "-")" }.joined(separator: ", ")
    }
    #expect(try await netWorth("john") == "850000.00 1630000.00 5")
    #expect(try await netWorth("john", 111) == "700000.00 700000.00 1")
    #expect(try await netWorth("nell") == "")
    #expect(try await netWorth("john", of: 102) == "null")
    #expect(try await netWorth("john", of: 107) == "5000.00 5000.00 1")
    #expect(try await netWorth("ann", 113, of: 106) == "300000.00 300000.00 1")
    #expect(try await netWorth("ann", of: 106) == "null")
  }

  @Test func `a history ends today with the net worth, and is bounded`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = """
      query ($range: DateRange, $step: HistoryStep! = MONTH) { viewer { netWorth { byCurrency { net } history(range: $range, step: $step) { date currency net } } } }
      """
    let answer = try await gateway.ask(query, as: "john")
    let worth = ((answer.json["data"] as? [String: Any])?["viewer"] as? [String: Any])?["netWorth"] as? [String: Any]
    let points = try #require(worth?["history"] as? [[String: Any]], "\(answer.body)")
    #expect(points.last?["net"] as? String == (worth?["byCurrency"] as? [[String: Any]])?.first?["net"] as? String)
    let refused = try await gateway.ask(query, as: "john", variables: ["range": ["from": "1900-01-01"]])
    #expect(refused.body.contains(#""code":"VALIDATION""#))
    let years = try await gateway.ask(query, as: "john", variables: ["range": ["from": "2000-01-01"], "step": "YEAR"])
    #expect(years.json["errors"] == nil)
  }

  @Test func `a history is the net worth as of each of its days, whatever changed in between`() async throws {
    try await TestGateway.withOwnFamilies("history") { gateway in
      try gateway.change(
        """
        alter table fwd.asset_ownership_history disable trigger user;
        insert into fwd.asset_valuations (tenant_id, asset_id, value, currency_code, valued_on, method, created_at) values
          (1, '\(Family.key(302))', 111.11, 'USD', current_date - 300, 'manual', now() - interval '3 days'),
          (1, '\(Family.key(302))', 222.22, 'EUR', current_date - 300, 'market', now() - interval '2 days'),
          (1, '\(Family.key(302))', 333.33, 'GBP', current_date - 100, 'manual', now()),
          (1, '\(Family.key(305))', 390000.50, 'USD', current_date - 40, 'manual', now()),
          (1, '\(Family.key(304))', 7, 'USD', current_date - 200, 'manual', now());
        insert into fwd.asset_ownership_history (tenant_id, asset_id, persona_id, ownership_percentage, ownership_type, valid_from, valid_to, reason) values
          (1, '\(Family.key(302))', '\(Family.key(101))', 33.33, 'direct', current_date - 320, current_date - 90, 'changed'),
          (1, '\(Family.key(303))', '\(Family.key(101))', 12.5, 'trust', current_date - 500, current_date - 30, 'removed'),
          (1, '\(Family.key(309))', '\(Family.key(101))', 50, 'beneficiary', current_date - 500, current_date, 'removed');
        update fwd.asset_persona_ownership set effective_date = current_date - 90 where asset_id = '\(Family.key(302))';
        insert into fwd.asset_valuations (tenant_id, asset_id, value, currency_code, valued_on) values
          (1, '\(Family.key(303))', 0, 'USD', current_date - 450), (1, '\(Family.key(303))', 0.01, 'CHF', current_date - 31);
        update fwd.assets set currency_code = 'EUR' where id = '\(Family.key(304))';
        """)
      for (range, step) in [(#"{from: "2024-08-31"}"#, "MONTH"), ("null", "MONTH"), (#"{from: "2023-02-01", to: "2030-01-01"}"#, "QUARTER")] {
        let history = try await gateway.ask(
          "{ viewer { netWorth { history(range: \(range), step: \(step)) { date currency net } } } }", as: "john")
        let points = try #require(history.json["data"].flatMap { Self.found("history", in: $0) } as? [[String: String]], "\(history.body)")
        let days = Set(points.compactMap { $0["date"] }).sorted()
        #expect(days.count >= 12)
        var expected: [[String: String]] = []
        for part in stride(from: 0, to: days.count, by: 10).map({ days[$0..<min($0 + 10, days.count)] }) {
          let worths = part.enumerated().map { "d\($0): netWorth(asOf: \"\($1)\") { asOf byCurrency { currency net assetCount } }" }
          let answer = try await gateway.ask("{ viewer { \(worths.joined(separator: " ")) } }", as: "john")
          let viewer = try #require((answer.json["data"] as? [String: Any])?["viewer"] as? [String: [String: Any]], "\(answer.body)")
          for number in part.indices.map({ $0 - part.startIndex }) {
            let worth = viewer["d\(number)"] ?? [:]
            for total in worth["byCurrency"] as? [[String: Any]] ?? [] where total["assetCount"] as? Int != 0 {
              expected.append(["date": worth["asOf"] as? String ?? "", "currency": total["currency"] as? String ?? "", "net": total["net"] as? String ?? ""])
            }
          }
        }
        #expect(points == expected)
        #expect(Set(points.compactMap { $0["currency"] }).isSuperset(of: ["USD", "EUR", "GBP"]))
      }
    }
  }

  @Test func `what members once held counts in the totals of those days`() async throws {
    try await TestGateway.withOwnFamilies("sold") { gateway in
      try gateway.change(
        """
        insert into fwd.asset_permissions (tenant_id, asset_id, persona_id, permission_level, granted_by_persona_id)
          values (1, '\(Family.key(303))', '\(Family.key(101))', 'read', '\(Family.key(102))');
        delete from fwd.asset_persona_ownership where asset_id = '\(Family.key(303))';
        insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage)
          values (1, '\(Family.key(303))', '\(Family.key(110))', 100);
        """)
      #expect(try await totals(Family.smiths, of: gateway, as: "john").contains("BANK_ACCOUNT 205000.00 205000.00 2"))
      let before = try await totals(Family.smiths, of: gateway, as: "john", asOf: "2026-02-01")
      #expect(before.contains("Mary Smith 350000.00"), "\(before)")
      #expect(before.contains { $0.hasPrefix("BANK_ACCOUNT 255000.00") }, "\(before)")
    }
  }

  /// The value of a field somewhere in an answer of one path.
  private static func found(_ name: String, in value: Any) -> Any? {
    var value: Any? = value
    while let object = value as? [String: Any] {
      if let found = object[name] { return found }
      value = object.values.first
    }
    return nil
  }

  @Test func `what is not valued is counted and adds nothing; a term life policy is worth nothing`() async throws {
    try await TestGateway.withOwnFamilies("unvalued") { gateway in
      try gateway.change(
        """
        update fwd.assets set estimated_value = null where id = '\(Family.key(308))';
        update fwd.assets set currency_code = 'EUR' where id = '\(Family.key(302))';
        """)
      let sums = try await totals(Family.smiths, of: gateway, as: "john")
      #expect(sums.prefix(2) == ["EUR 200000.00 200000.00 1 0 true", "USD 1275000.00 1755000.00 6 1 true"])
    }
  }
}
