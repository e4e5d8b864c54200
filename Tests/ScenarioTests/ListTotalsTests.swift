import Foundation
import Testing

/// What a list of assets comes to, beside the rows themselves.
@Suite struct `Totals of lists` {
  static let fields = "totals { currency assets liabilities net grossNet assetCount unvaluedCount }"

  /// The totals of the one list that a query asks for, a line for each currency.
  private func totals(_ query: String, as subject: String, persona: Int? = nil, of gateway: TestGateway) async throws -> [String] {
    let answer = try await gateway.ask(
      query.replacing("TOTALS", with: Self.fields), as: subject, persona: persona.map { Family.key($0) }, variables: ["id": Family.smiths])
    var value: Any? = answer.json["data"]
    while let object = value as? [String: Any], object["totals"] == nil { value = object.values.first }
    let lines = try #require((value as? [String: Any])?["totals"] as? [[String: Any]], "\(answer.body)")
    return lines.map { line in
      ["currency", "assets", "liabilities", "net", "grossNet", "assetCount", "unvaluedCount"].map { "\(line[$0] ?? "-")" }.joined(separator: " ")
    }
  }

  @Test(arguments: [
    // The circle's is that of its members' shares, and what FamilyCircle.totals says.
    ("query ($id: ID!) { familyCircle(id: $id) { assets TOTALLED } }", "john", "USD 1884000.00 400000.00 1484000.00 1964000.00 8 0"),
    ("query ($id: ID!) { familyCircle(id: $id) { assets TOTALLED } }", "kid", "USD 1200000.00 0.00 1200000.00 1200000.00 2 0"),
    ("query ($id: ID!) { familyCircle(id: $id) { assets TOTALLED } }", "nell", ""),
    // A page is of a list: the totals are the list's, whatever the page.
    ("query ($id: ID!) { familyCircle(id: $id) { assets(first: 1) TOTALLED } }", "john", "USD 1884000.00 400000.00 1484000.00 1964000.00 8 0"),
    ("query ($id: ID!) { familyCircle(id: $id) { assets(first: 0) TOTALLED } }", "john", "USD 1884000.00 400000.00 1484000.00 1964000.00 8 0"),
    ("query ($id: ID!) { familyCircle(id: $id) { assets(last: 2, orderBy: {field: VALUE}) TOTALLED } }", "john", "USD 1884000.00 400000.00 1484000.00 1964000.00 8 0"),
    // The filter decides what counts, and sees what is shown.
    ("query ($id: ID!) { familyCircle(id: $id) { assets(filter: {type: [DEBT, REAL_ESTATE]}) TOTALLED } }", "john", "USD 1300000.00 400000.00 900000.00 900000.00 3 0"),
    ("query ($id: ID!) { familyCircle(id: $id) { assets(filter: {value: {gt: 5000000}}) TOTALLED } }", "john", ""),
    ("query ($id: ID!) { familyCircle(id: $id) { assets(filter: {text: \"home\"}) TOTALLED } }", "nell", ""),
    // One's own list is by one's own shares; what others hold counts in gross alone.
    ("{ assets TOTALLED }", "john", "USD 1050000.00 200000.00 850000.00 1994000.00 9 0"),
    ("{ viewer { assets TOTALLED } }", "john", "USD 1050000.00 200000.00 850000.00 1994000.00 9 0"),
    ("{ viewer { assets(filter: {type: [BUSINESS]}) TOTALLED } }", "stranger", "USD 480000.00 0.00 480000.00 800000.00 1 0"),
    // A persona's is by his.
    ("{ persona(id: \"\(Family.persona(102))\") { ownedAssets TOTALLED } }", "john", "USD 550000.00 200000.00 350000.00 650000.00 3 0"),
    ("{ persona(id: \"\(Family.persona(102))\") { ownedAssets TOTALLED } }", "kid", "USD 500000.00 0.00 500000.00 1000000.00 1 0"),
    ("{ persona(id: \"\(Family.persona(102))\") { ownedAssets TOTALLED } }", "nell", ""),
  ])
  func `a list comes to what its rows show, by the shares of whom it is of`(query: String, subject: String, line: String) async throws {
    let gateway = try await TestGateway.shared.value
    let found = try await totals(query.replacing("TOTALLED", with: "{ TOTALS }"), as: subject, of: gateway)
    #expect(found == (line.isEmpty ? [] : [line]))
  }

  @Test func `those outside a circle are told nothing of its list`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await totals("query ($id: ID!) { familyCircle(id: $id) { assets { TOTALS } } }", as: "admin", of: gateway) == [])
    #expect(try await totals("{ viewer { assets { TOTALS } } }", as: "admin", of: gateway) == [])
    #expect(
      try await totals("{ viewer { assets { TOTALS } } }", as: "john", persona: 111, of: gateway)
        == ["USD 700000.00 0.00 700000.00 700000.00 1 0"])
  }

  @Test func `currencies stay apart, and what is not valued is counted by its own`() async throws {
    try await TestGateway.withOwnFamilies("listed") { gateway in
      try gateway.change(
        """
        update fwd.assets set currency_code = 'EUR' where id in ('\(Family.key(302))', '\(Family.key(308))');
        update fwd.assets set estimated_value = null where id = '\(Family.key(308))';
        update fwd.assets set estimated_value = 0.01 where id = '\(Family.key(310))';
        """)
      #expect(
        try await totals("query ($id: ID!) { familyCircle(id: $id) { assets { TOTALS } } }", as: "john", of: gateway) == [
          "EUR 200000.00 0.00 200000.00 200000.00 1 1", "USD 1355000.00 400000.00 955000.00 955000.01 6 0",
        ])
    }
  }

  @Test func `what is not in use is listed and counts for nothing, in every total`() async throws {
    try await TestGateway.withOwnFamilies("unused") { gateway in
      try gateway.change(
        """
        update fwd.assets set status = 'inactive' where id = '\(Family.key(303))';
        update fwd.assets set status = 'suspended' where id = '\(Family.key(305))';
        """)
      let query = """
        query ($id: ID!, $states: [RecordStatus!]) {
          familyCircle(id: $id) {
            totals { byCurrency { net assetCount } }
            assets(first: 100, filter: {status: $states}) { totals { net assetCount } nodes { status value { amount } signedValue { amount } } }
          }
        }
        """
      func answer(_ states: [String]?) async throws -> (whole: Any?, listed: Any?, nodes: [[String: Any]]) {
        let answer = try await gateway.ask(query, as: "john", variables: ["id": Family.smiths, "states": states as Any? ?? NSNull()])
        let circle = try #require((answer.json["data"] as? [String: Any])?["familyCircle"] as? [String: Any], "\(answer.body)")
        let list = circle["assets"] as? [String: Any]
        return ((circle["totals"] as? [String: Any])?["byCurrency"], list?["totals"], list?["nodes"] as? [[String: Any]] ?? [])
      }
      let (whole, listed, nodes) = try await answer(nil)
      #expect(nodes.count == 8)
      #expect(whole as? NSArray == [["net": "1834000.00", "assetCount": 6]])
      #expect(listed as? NSArray == whole as? NSArray)
      // What the rows say they count for is what the total says they come to; the business is held by 40 percent.
      let sum = nodes.reduce(Decimal(0)) { $0 + Self.decimal(($1["signedValue"] as? [String: Any])?["amount"]) }
      #expect(sum - 480_000 == 1_834_000)
      let (_, none, unused) = try await answer(["INACTIVE", "SUSPENDED"])
      #expect(none as? NSArray == [])
      #expect(unused.compactMap { ($0["value"] as? [String: Any])?["amount"] as? String } == ["50000.00", "400000.00"])
      #expect(unused.compactMap { ($0["signedValue"] as? [String: Any])?["amount"] as? String } == ["0.00", "0.00"])
    }
  }

  @Test func `sums of the largest values are exact to the cent`() async throws {
    try await TestGateway.withOwnFamilies("large") { gateway in
      try gateway.change(
        """
        update fwd.asset_persona_ownership set ownership_percentage = 0.01 where asset_id = '\(Family.key(310))' and persona_id = '\(Family.key(101))';
        update fwd.assets set estimated_value = 1000000000000049.50, currency_code = 'JPY' where id = '\(Family.key(310))';
        """)
      let query = """
        query ($id: ID!) {
          familyCircle(id: $id) { totals { byCurrency { currency net } byCategory { currency owned } byPersona { currency net } } assets { totals { currency net } } }
          viewer { netWorth { byCurrency { currency net } history { currency net } } }
          asset(id: "\(Family.business)") { owners { share { amount currency } } }
        }
        """
      let answer = try await gateway.ask(query, as: "john", variables: ["id": Family.smiths])
      // 0.01 % of it is 100000000000.00495: the last digits decide, and rounding twice would add a cent.
      let figures = answer.body.matches(of: /"currency":"JPY","(?:net|owned)":"([^"]+)"/).map { String($0.1) }
      #expect(figures == Array(repeating: "100000000000.00", count: 6))
      #expect(answer.body.contains(#"{"amount":"100000000000.00","currency":"JPY"}"#))
    }
  }

  @Test func `lists of many parents have their totals from the one call of each list`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      "{ viewer { familyCircles { nodes { assets(first: 1) { totalCount totals { net } nodes { name } } } } } }", as: "mary")
    #expect(answer.flushes == [["sp_get_viewer"], ["sp_batch_ffcs_of_personas"], ["sp_batch_assets_of_ffcs"]])
    #expect(answer.body.contains(#""totalCount":3,"totals":[{"net":"350000.00"}]"#))
  }

  // MARK: Beside writers

  private static let besideQuery = """
    query ($id: ID!) {
      familyCircle(id: $id) {
        totals { byCurrency { currency net grossNet } }
        assets(first: 100) { totals { currency net grossNet assetCount } nodes { signedValue { amount currency } } }
        few: assets(first: 1, filter: {type: [REAL_ESTATE, DEBT]}) { totals { currency grossNet } }
        all: assets(first: 100, filter: {type: [REAL_ESTATE, DEBT]}) { nodes { signedValue { amount currency } } }
      }
      viewer { assets(first: 100) { totals { currency net grossNet } nodes { signedValue { amount currency } ownedPercentage } } }
    }
    """

  private static func decimal(_ value: Any?) -> Decimal { Decimal(string: value as? String ?? "") ?? .nan }

  /// Exact sums by currency of what rows show, each in whole or by the share that stands beside it.
  private static func sums(_ nodes: [[String: Any]], byShare: Bool = false) -> [String: Decimal] {
    nodes.reduce(into: [:]) { sums, node in
      guard let money = node["signedValue"] as? [String: Any], let currency = money["currency"] as? String else { return }
      sums[currency, default: 0] += decimal(money["amount"]) * (byShare ? decimal(node["ownedPercentage"]) / 100 : 1)
    }
  }

  private static func rounded(_ sums: [String: Decimal]) -> [String: Decimal] {
    // Half away from zero: `description` of a number of hundredths, cut after it was moved by half of one.
    sums.mapValues { sum in
      let cents = Int((sum.magnitude * 100 + 0.5).description.prefix { $0 != "." }) ?? 0
      return Decimal(sign: sum < 0 ? .minus : .plus, exponent: -2, significand: Decimal(cents))
    }
  }

  private static func told(_ lines: Any?, _ name: String) -> [String: Decimal] {
    (lines as? [[String: Any]] ?? []).reduce(into: [:]) { $0[$1["currency"] as? String ?? ""] = decimal($1[name]) }
  }

  @Test func `a total is the sum of the rows beside it, also while they are written`() async throws {
    try await TestGateway.withOwnFamilies("writers") { gateway in
      let writer = Task.detached {
        var round = 0
        while !Task.isCancelled {
          round += 1
          try gateway.change(
            """
            begin;
            update fwd.assets set estimated_value = estimated_value + 0.01 * \(1 + round % 7), currency_code = case when \(round) % 5 = 0 then 'EUR' else 'USD' end
              where id in ('\(Family.key(301))', '\(Family.key(305))', '\(Family.key(302 + round % 2 * 6))');
            update fwd.asset_persona_ownership set ownership_percentage = 0.01 where asset_id = '\(Family.key(301))';
            update fwd.asset_persona_ownership set ownership_percentage = \(1 + round % 98).37 where asset_id = '\(Family.key(301))' and persona_id = '\(Family.key(101))';
            commit
            """)
        }
        return round
      }
      defer { writer.cancel() }
      // Each answer is of a moment of its own, so it is compared with itself alone.
      let headers = ["Content-Type": "application/json", "Authorization": "Bearer " + (try gateway.token("john"))]
      let body = try JSONSerialization.data(withJSONObject: ["query": Self.besideQuery, "variables": ["id": Family.smiths]])
      for _ in 0..<300 {
        let answer = try await gateway.send("POST", headers: headers, body: body)
        let data = try #require(answer.json["data"] as? [String: [String: Any]], "\(answer.body)")
        let circle = try #require(data["familyCircle"])
        func list(_ name: String, of object: [String: Any]?) -> (nodes: [[String: Any]], totals: Any?) {
          let found = object?[name] as? [String: Any]
          return (found?["nodes"] as? [[String: Any]] ?? [], found?["totals"])
        }
        let (listed, own) = (list("assets", of: circle), list("assets", of: data["viewer"]))
        #expect(Self.told(listed.totals, "grossNet") == Self.sums(listed.nodes))
        #expect(Self.told(list("few", of: circle).totals, "grossNet") == Self.sums(list("all", of: circle).nodes))
        #expect(Self.told(own.totals, "grossNet") == Self.sums(own.nodes))
        #expect(Self.told(own.totals, "net") == Self.rounded(Self.sums(own.nodes, byShare: true)))
        let whole = (circle["totals"] as? [String: Any])?["byCurrency"]
        #expect(Self.told(listed.totals, "net") == Self.told(whole, "net"))
        #expect(Self.told(listed.totals, "grossNet") == Self.told(whole, "grossNet"))
      }
      writer.cancel()
      #expect(try await writer.value > 20)
    }
  }
}
