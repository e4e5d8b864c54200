import Foundation
import Gateway
import Testing

/// What the gateway withholds when procedures are broken that should have withheld it.
@Suite struct `The second line of defence` {
  /// A fault in a procedure: what takes the place of what, and the fields it would show below the level they need.
  struct Fault: Sendable {
    let procedure: String
    let before: String
    let after: String
    let subject: String
    let selection: String
    let withheld: String
    let coordinates: [String]
  }

  private static let faults = [
    Fault(
      procedure: "assets/asset_rows", before: "case when x.level >= 2 then a.estimated_value end", after: "a.estimated_value",
      subject: "nell", selection: "value { amount } name", withheld: #""value":null,"name":"John's checking""#,
      coordinates: ["BankAccount.value"]),
    Fault(
      procedure: "assets/asset_rows", before: "case when x.level >= 2 then a.tags end", after: "coalesce(a.tags, '{a}')",
      subject: "nell", selection: "tags", withheld: #""tags":null"#, coordinates: ["BankAccount.tags"]),
    Fault(
      procedure: "assets/sp_batch_bank_account_details", before: "where x.level >= 2", after: "where x.level >= 1",
      subject: "nell", selection: "... on BankAccount { institutionName accountNumberMasked }",
      withheld: #""institutionName":null,"accountNumberMasked":null"#,
      coordinates: ["BankAccount.institutionName", "BankAccount.accountNumberMasked"]),
    Fault(
      procedure: "assets/sp_batch_valuations", before: "where x.level >= 2", after: "where x.level >= 1", subject: "nell",
      selection: "valuations { totalCount nodes { value { amount } } }", withheld: #""valuations":null"#,
      coordinates: ["BankAccount.valuations"]),
    Fault(
      procedure: "assets/sp_batch_asset_beneficiaries", before: "and (x.level >= 3 or x.level = 2 and o.persona_id = me)", after: "",
      subject: "nell", selection: "beneficiaries { displayName }", withheld: #""beneficiaries":null"#,
      coordinates: ["BankAccount.beneficiaries"]),
  ]

  @Test(arguments: faults.indices)
  func `a value that a procedure gives against the level is nulled, reported and counted`(index: Int) async throws {
    let fault = Self.faults[index]
    try await TestGateway.withOwnFamilies("second_\(index)", configure: { $0.showsMetrics = true }) { gateway in
      let query = "query ($id: ID!) { asset(id: $id) { \(fault.selection) } }"
      func ask() async throws -> TestGateway.Answer {
        try await gateway.ask(query, as: fault.subject, variables: ["id": Family.bank])
      }
      let expected = #"{"data":{"asset":{\#(fault.withheld)}}}"#
      #expect(try await ask().body == expected)
      #expect(try await alarms(gateway) == "heirloom_access_alarms_total 0")

      let file = TestGateway.root + "resolvers/\(fault.procedure).sql"
      let source = try String(contentsOfFile: file, encoding: .utf8)
      try #require(source.ranges(of: fault.before).count == 1)
      try gateway.change("reset role; \(source.replacing(fault.before, with: fault.after))")

      let answer = try await ask()
      #expect(answer.body == expected)
      let reported = gateway.log(of: answer.requestID).filter { $0.hasPrefix("a value was withheld") }
      #expect(reported.map { String($0.split(separator: " coordinate=")[1].prefix { $0 != " " }) } == fault.coordinates)
      #expect(try await alarms(gateway) == "heirloom_access_alarms_total \(fault.coordinates.count)")
    }
  }

  @Test func `figures are given only where they are asked for`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await gateway.send("GET", path: "/metrics", headers: [:]).status == 404)
    try await TestGateway.withSettings({ $0.showsMetrics = true }) { gateway in
      _ = try await gateway.ask("{ viewer { capacity } }", as: "john")
      _ = try await gateway.ask("{ viewer { capacity } }", as: "nobody")
      let figures = try await gateway.send("GET", path: "/metrics", headers: [:])
      #expect(figures.contentType == "text/plain; version=0.0.4")
      let lines = figures.body.split(separator: "\n")
      #expect(lines.contains(#"heirloom_requests_total{outcome="answered"} 1"#))
      #expect(lines.contains(#"heirloom_requests_total{outcome="refused"} 1"#))
      #expect(lines.contains("heirloom_request_seconds_count 2"))
      #expect(lines.contains("# TYPE heirloom_requests_total counter"))
    }
  }

  private func alarms(_ gateway: TestGateway) async throws -> String? {
    let figures = try await gateway.send("GET", path: "/metrics", headers: [:]).body
    return figures.split(separator: "\n").first { $0.hasPrefix("heirloom_access_alarms_total ") }.map(String.init)
  }
}
