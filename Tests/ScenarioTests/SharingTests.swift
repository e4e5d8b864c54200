import Foundation
import Gateway
import Postgres
import Testing

/// Requests of many people whose flushes are on their way together, on one connection.
@Suite struct `Sharing a connection` {
  static let queries = [
    "{ viewer { actingPersona { displayName contacts { usageType } } } }",
    "{ viewer { user { id } familyCircles(first: 3) { nodes { name } } } }",
    "query ($id: ID!) { node(id: $id) { __typename ... on Persona { displayName biography } ... on Asset { name } } }",
    "{ search(query: \"smith\", first: 5) { __typename ... on Persona { displayName } } }",
    // Cannot be read, is not valid, has no such operation: among the others, these ask nothing of the database.
    "{ viewer {", "{ viewer { nothing } }", "{ __typename }",
  ]
  static let ids = [Family.persona(101), Family.secret, Family.asset(999), "nothing"]

  /// Each as it goes over the wire, on a connection of its own.
  private func questions(_ gateway: TestGateway) throws -> [String] {
    try ["john", "mary", "nell", "adv", "stranger", "nobody-knows"].flatMap { subject in
      try Self.queries.flatMap { query in
        try (query.contains("$id") ? Self.ids : [""]).map { id in
          let body = try JSONSerialization.data(withJSONObject: ["query": query, "variables": ["id": id]])
          return """
            POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer \(try gateway.token(subject))\r\n\
            Connection: close\r\nContent-Length: \(body.count)\r\n\r\n\(String(decoding: body, as: UTF8.self))
            """
        }
      }
    }
  }

  /// The response but for the request's number, which no two share.
  private func answer(_ gateway: TestGateway, to question: String) async throws -> String {
    let response = try #require(try await RawConnection.responses(port: gateway.port, to: [question]).first)
    return "\(response)".replacing(response.headers["x-request-id"] ?? "", with: "")
  }

  private func joinedFlushes(_ gateway: TestGateway) async throws -> Int {
    let figures = try await gateway.send("GET", path: "/metrics", headers: [:]).body
    return figures.firstMatch(of: /heirloom_joined_flushes_total (\d+)/).flatMap { Int($0.1) } ?? 0
  }

  @Test(arguments: [300_000, 0]) func `each is answered as it is alone, while clients come and go`(milliseconds: Int) async throws {
    try await TestGateway.withSettings({ settings in
      settings.workers = 1
      settings.flights = .one
      settings.shareMilliseconds = milliseconds
      settings.showsMetrics = true
    }) { gateway in
      let questions = try questions(gateway)
      var alone: [String] = []
      for question in questions {
        for _ in 0..<3 { _ = try await answer(gateway, to: question) }
        alone.append(try await answer(gateway, to: question))
      }
      for _ in 0..<3 {
        // Gone as soon as they have asked.
        for question in questions.shuffled().prefix(20) { try RawConnection(port: gateway.port).send(Array(question.utf8)) }
        let together = try await withThrowingTaskGroup(of: (Int, String).self) { group in
          for (number, question) in questions.enumerated().shuffled() {
            group.addTask { (number, try await answer(gateway, to: question)) }
          }
          return try await group.reduce(into: [String](repeating: "", count: questions.count)) { $0[$1.0] = $1.1 }
        }
        #expect(together == alone)
      }
      #expect((try await joinedFlushes(gateway) > 0) == (milliseconds > 0))
    }
  }

  @Test(arguments: [(milliseconds: 10, isShared: false), (300_000, true)])
  func `a flush that takes longer than allowed is not shared`(milliseconds: Int, isShared: Bool) async throws {
    try await TestGateway.withOwnFamilies(
      "slow_flushes_\(milliseconds)",
      configure: { settings in
        settings.workers = 1
        settings.flights = .one
        settings.shareMilliseconds = milliseconds
        settings.showsMetrics = true
      }
    ) { gateway in
      try Connection(ConnectionSettings(address: gateway.adminURL)).script(
        """
        do $$ begin
          execute regexp_replace(pg_get_functiondef('api.begin_request'::regproc), '\\mbegin\\M', 'begin perform pg_sleep(0.02);');
        end $$
        """)
      for _ in 0..<3 { _ = try await gateway.ask(Self.queries[0], as: "john") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 { group.addTask { _ = try await gateway.ask(Self.queries[0], as: "mary") } }
        try await group.waitForAll()
      }
      #expect((try await joinedFlushes(gateway) > 0) == isShared)
    }
  }
}
