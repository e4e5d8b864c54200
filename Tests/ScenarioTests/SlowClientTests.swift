import Gateway
import Testing

/// Clients that do not take what they are sent cost neither workers nor memory without end.
@Suite struct `Slow clients` {
  /// The schema, some hundred kilobytes.
  private static let large = request(
    "{ __schema { types { name description fields { name description args { name description } type { name kind } } } } }")

  private static func request(_ query: String, _ header: String = "") -> [UInt8] {
    let body = #"{"query":"\#(query)"}"#
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\(header)\r\n"
    return Array((head + body).utf8)
  }

  /// How many requests were answered once that number stays as it is.
  private func settledCount(_ gateway: TestGateway) async throws -> Int {
    var count = 0, last = -1
    while count != last || count == 0 {
      last = count
      try await Task.sleep(for: .milliseconds(500))
      count = gateway.wholeLog().count { $0.hasPrefix("request ") }
    }
    return count
  }

  @Test func `what a client sends without reading waits until it reads`() async throws {
    try await TestGateway.withSettings({ _ in }) { gateway in
      let connection = try RawConnection(port: gateway.port)
      let requests = [[UInt8]](repeating: Self.large, count: 200)
      try await RawConnection.onThread {
        for request in requests { connection.send(request) }
        connection.send(Self.request("{ __typename }", "Connection: close\r\n"))
      }
      #expect(try await settledCount(gateway) < 60)
      let responses = Response.all(in: try await RawConnection.onThread { try connection.readToEnd() })
      #expect(responses.count == 201)
      #expect(responses.dropLast().allSatisfy { $0.status == 200 && $0.body == responses[0].body && $0.body.utf8.count > 100_000 })
      #expect(responses.last?.description == #"200 {"data":{"__typename":"Query"}}"#)
    }
  }

  @Test func `clients that do not read hold no worker`() async throws {
    try await TestGateway.withSettings({ $0.workers = 1 }) { gateway in
      let connections = try (0..<20).map { _ in try RawConnection(port: gateway.port) }
      for connection in connections { connection.send(Self.large + Self.large + Self.large) }
      let answer = try await RawConnection.responses(
        port: gateway.port, to: [String(decoding: Self.request("{ __typename }", "Connection: close\r\n"), as: UTF8.self)])
      #expect(answer.map(\.description) == [#"200 {"data":{"__typename":"Query"}}"#])
      #expect(connections.count == 20)
    }
  }

  @Test func `a client that takes nothing loses its connection, with all that waits`() async throws {
    try await TestGateway.withSettings({ $0.idleMilliseconds = 300 }) { gateway in
      let connection = try RawConnection(port: gateway.port)
      for _ in 0..<100 { connection.send(Self.large) }
      let count = try await settledCount(gateway)
      #expect(count < 60)
      try await Task.sleep(for: .seconds(1))
      let responses = Response.all(in: try await RawConnection.onThread { try connection.readToEnd() })
      #expect(responses.count <= count)
    }
  }

  @Test func `a client that reads slowly gets everything, however long it takes`() async throws {
    // The kernel hides for some time that its buffers are being emptied.
    try await TestGateway.withSettings({ $0.idleMilliseconds = 1_500 }) { gateway in
      let connection = try RawConnection(port: gateway.port)
      for _ in 0..<40 { connection.send(Self.large) }
      let bytes = try await RawConnection.onThread { try connection.readToEnd(pausing: .milliseconds(30)) }
      #expect(Response.all(in: bytes).count == 40)
    }
  }
}
