import Testing

/// How connections are kept, closed and answered in order, seen from the wire.
@Suite struct `HTTP connections` {
  private let typename = #"200 {"data":{"__typename":"Query"}}"#

  private func post(_ query: String, _ headers: String...) -> String {
    let body = #"{"query":"\#(query)"}"#
    let lines = ["POST /graphql HTTP/1.1", "Host: a", "Content-Type: application/json", "Content-Length: \(body.utf8.count)"]
    return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  private func answers(_ texts: String..., halfClosing: Bool = false) async throws -> [String] {
    let all = try await responses(texts, halfClosing: halfClosing)
    // A client that ends sending may be probed with 100 while it waits.
    return (halfClosing ? all.filter { $0.status != 100 } : all).map(\.description)
  }

  private func responses(_ texts: [String], halfClosing: Bool = false) async throws -> [Response] {
    let gateway = try await TestGateway.shared.value
    return try await RawConnection.responses(port: gateway.port, to: texts, halfClosing: halfClosing)
  }

  @Test func `requests sent without waiting are answered in order`() async throws {
    let slow = post("{ a: __typename assetCategories { code } }")
    let answers = try await answers(
      slow + post("{ b: __typename }") + post("{ c: __typename }") + post("{ d: __typename }", "Connection: close"))
    #expect(answers.count == 4)
    #expect(answers[0].hasPrefix("200 "))
    #expect(
      answers[1...] == [
        #"200 {"data":{"b":"Query"}}"#, #"200 {"data":{"c":"Query"}}"#, #"200 {"data":{"d":"Query"}}"#,
      ])
  }

  @Test func `a request for the router between two for GraphQL keeps its place`() async throws {
    let health = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(
      try await answers(post("{ a: __typename }") + health + health + post("{ b: __typename }", "Connection: close"))
        == [#"200 {"data":{"a":"Query"}}"#, "200", "200", #"200 {"data":{"b":"Query"}}"#])
  }

  @Test func `a connection that asks to be closed is closed after its response`() async throws {
    let responses = try await responses([post("{ __typename }", "Connection: close")])
    #expect(responses.map(\.description) == [typename])
    #expect(responses.map { $0.headers["connection"] } == ["close"])
  }

  @Test func `closing is one of several connection options`() async throws {
    #expect(try await answers(post("{ __typename }", "Connection: x-trace, Close")) == [typename])
  }

  @Test func `what follows a request that asked to close is not answered`() async throws {
    #expect(try await answers(post("{ __typename }", "Connection: close") + post("{ b: __typename }")) == [typename])
  }

  @Test func `a client that has ended sending is still answered, everything it sent`() async throws {
    #expect(try await answers(post("{ __typename }"), halfClosing: true) == [typename])
    #expect(
      try await answers(post("{ __typename }") + post("{ b: __typename }"), halfClosing: true)
        == [typename, #"200 {"data":{"b":"Query"}}"#])
  }

  @Test func `a request that ends in the middle of its body is refused after those before it`() async throws {
    let cut = String(post("{ b: __typename }").dropLast(3))
    let answers = try await answers(post("{ __typename }") + cut, halfClosing: true)
    #expect(answers.first == typename)
    #expect(answers.dropFirst().allSatisfy { $0.hasPrefix("400") })
  }

  @Test func `bytes that are no request are refused after the responses before them`() async throws {
    let answers = try await answers(post("{ __typename }") + "NONSENSE\r\n\r\n")
    #expect(answers == [typename, "400"])
  }

  @Test func `bytes that are no request are refused`() async throws {
    #expect(try await answers("NONSENSE\r\n\r\n") == ["400"])
  }

  @Test(arguments: [262_145, 10_000_000])
  func `a body that announces more than the limit is refused unread`(length: Int) async throws {
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
    let responses = try await responses([head + String(repeating: "x", count: 200_000)])
    #expect(responses.map(\.status) == [413])
    #expect(responses.map { $0.headers["connection"] } == ["close"])
    #expect(responses.first?.body.contains(#""code":"BODY_TOO_LARGE""#) == true)
  }

  @Test func `a body too large after another request is refused after the response to that one`() async throws {
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 300000\r\n\r\n"
    let responses = try await responses([post("{ __typename }") + head + "{}"])
    #expect(responses.map(\.status) == [200, 413])
  }

  @Test func `a body in chunks is read, up to the limit`() async throws {
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    #expect(
      try await answers(head + "Connection: close\r\n\r\n" + "9\r\n{\"query\":\r\n", "10\r\n\"{ __typename }\"\r\n", "1\r\n}\r\n0\r\n\r\n")
        == [typename])
    let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
    let responses = try await responses([head + "\r\n" + String(repeating: chunk, count: 5)])
    #expect(responses.map(\.status) == [413])
  }

  @Test func `a client that waits for leave to send its body gets it`() async throws {
    let answers = try await answers(post("{ __typename }", "Expect: 100-continue", "Connection: close"))
    #expect(answers == ["100", typename])
  }

  @Test func `HEAD is answered as GET, without the body`() async throws {
    let query = "/graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    let head = try await responses(["HEAD " + query])
    let get = try await responses(["GET " + query])
    #expect(get.map(\.description) == [typename])
    #expect(head.map(\.description) == ["200"])
    #expect(head.map { $0.headers["content-length"] } == get.map { $0.headers["content-length"] })
  }

  @Test func `a client of HTTP 1.0 is answered`() async throws {
    let request = "GET /graphql?query=%7B__typename%7D HTTP/1.0\r\nConnection: close\r\n\r\n"
    #expect(try await answers(request) == [typename])
  }

  @Test(arguments: ["X-Long: " + String(repeating: "x", count: 17_000), (0..<70).map { "X-\($0): x" }.joined(separator: "\r\n")])
  func `headers beyond sixteen kilobytes or sixty-four fields are refused`(headers: String) async throws {
    let answers = try await answers(post("{ __typename }", headers, "Connection: close"))
    #expect(answers == ["400"])
  }

  @Test func `headers of fifteen kilobytes are read`() async throws {
    let long = "X-Long: " + String(repeating: "x", count: 15_000)
    #expect(try await answers(post("{ __typename }", long, "Connection: close")) == [typename])
  }

  @Test func `two lengths of one body are refused`() async throws {
    let answers = try await answers(post("{ __typename }", "Transfer-Encoding: chunked"))
    #expect(answers == ["400"])
  }
}
