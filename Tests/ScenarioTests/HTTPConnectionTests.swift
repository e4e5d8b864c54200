import Gateway
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
    #expect(answers.count == 2)
    #expect(answers.first == typename)
    #expect(answers.last?.hasPrefix("400 ") == true)
  }

  @Test func `bytes that are no request are refused`() async throws {
    let responses = try await responses(["NONSENSE\r\n\r\n"])
    #expect(responses.map(\.status) == [400])
    #expect(responses.map { $0.headers["connection"] } == ["close"])
    #expect(responses.first?.body.contains(#""code":"BAD_REQUEST""#) == true)
  }

  @Test(arguments: ["262145", "10000000", "9223372036854775808", "18446744073709551615"])
  func `a body that announces more than the limit is refused unread`(length: String) async throws {
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

  @Test(arguments: ["", "Connection: close\r\n", "Connection: keep-alive\r\n"])
  func `a client of HTTP 1.0 is answered, and its connection closed`(header: String) async throws {
    for (path, answer) in [("/graphql?query=%7B__typename%7D", typename), ("/health/live", "200")] {
      #expect(try await answers("GET \(path) HTTP/1.0\r\n\(header)\r\n") == [answer])
    }
  }

  @Test(arguments: ["X-Long: " + String(repeating: "x", count: 17_000), (0..<70).map { "X-\($0): x" }.joined(separator: "\r\n")])
  func `headers beyond sixteen kilobytes or sixty-four fields are refused`(headers: String) async throws {
    let responses = try await responses([post("{ __typename }", headers, "Connection: close")])
    #expect(responses.map(\.status) == [431])
    #expect(responses.map { $0.headers["content-type"] } == ["application/json; charset=utf-8"])
    #expect(responses.map { $0.headers["connection"] } == ["close"])
    #expect(responses.first?.body.contains(#""code":"HEADERS_TOO_LARGE""#) == true)
  }

  @Test func `a URI beyond sixteen kilobytes is refused`() async throws {
    let responses = try await responses(["GET /graphql?query=" + String(repeating: "x", count: 17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"])
    #expect(responses.map(\.status) == [414])
    #expect(responses.first?.body.contains(#""code":"URI_TOO_LONG""#) == true)
  }

  @Test func `trailers beyond the limit are refused`() async throws {
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    let responses = try await responses([head + "1\r\n{\r\n0\r\nX-Long: " + String(repeating: "x", count: 17_000) + "\r\n\r\n"])
    #expect(responses.map(\.status) == [431])
  }

  @Test func `a request that does not arrive in time is refused, whatever it is waiting for`() async throws {
    try await TestGateway.withSettings({ $0.arrivalMilliseconds = 200 }) { gateway in
      let whole = post("{ __typename }")
      for part in ["P", "POST /graphql HTTP/1.1\r\nHost:", String(whole.dropLast()), String(whole.dropLast(20))] {
        let responses = try await RawConnection.responses(port: gateway.port, to: [part])
        #expect(responses.map(\.status) == [408], "\(part)")
        #expect(responses.map { $0.headers["connection"] } == ["close"])
        #expect(responses.first?.body.contains(#""code":"REQUEST_TIMEOUT""#) == true)
      }
      let late = try await RawConnection.responses(
        port: gateway.port, to: [String(whole.dropLast(40))] + whole.suffix(40).map { String($0) }, pausing: .milliseconds(100))
      #expect(late.map(\.status) == [408])
      let other = try await RawConnection.responses(
        port: gateway.port, to: ["POST /health/live HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"])
      #expect(other.allSatisfy { $0.status == 404 })
    }
  }

  @Test func `a request in pieces that arrives in time is answered, and so are more of its connection`() async throws {
    try await TestGateway.withSettings({ $0.arrivalMilliseconds = 3_000 }) { gateway in
      let one = post("{ __typename }"), two = post("{ __typename }", "Connection: close")
      let texts = [String(one.prefix(30)), String(one.dropFirst(30)), String(two.prefix(30)), String(two.dropFirst(30))]
      let responses = try await RawConnection.responses(port: gateway.port, to: texts, pausing: .milliseconds(1_800))
      #expect(responses.map(\.description) == [typename, typename])
    }
  }

  @Test func `a connection on which nothing happens is closed`() async throws {
    try await TestGateway.withSettings({ $0.idleMilliseconds = 200 }) { gateway in
      let silent = try await RawConnection.responses(port: gateway.port, to: [])
      #expect(silent == [])
      let answered = try await RawConnection.responses(port: gateway.port, to: [post("{ __typename }")])
      #expect(answered.map(\.description) == [typename])
    }
  }

  @Test func `headers of fifteen kilobytes are read`() async throws {
    let long = "X-Long: " + String(repeating: "x", count: 15_000)
    #expect(try await answers(post("{ __typename }", long, "Connection: close")) == [typename])
  }

  /// Heads that came before are not decoded again, which must show nowhere.
  @Test func `requests with the same head are answered alike, however they arrive`() async throws {
    let one = post("{ a: __typename }"), two = post("{ b: __typename }"), last = post("{ c: __typename }", "Connection: close")
    let expected = ["a", "b", "a", "b", "a", "b", "c"].map { #"200 {"data":{"\#($0)":"Query"}}"# }
    let whole = [one, two, one, two, one, two, last]
    let joined: [String] = [one, two, one + two + one, two + last]
    let inPieces: [String] = whole.flatMap { [String($0.prefix(40)), String($0.dropFirst(40).dropLast(3)), String($0.suffix(3))] }
    let shifted: [String] = [
      one, two + one.prefix(60), String(one.dropFirst(60)) + two.prefix(100), String(two.dropFirst(100)) + one, two, last,
    ]
    for texts: [String] in [whole, joined, inPieces, shifted, whole] {
      let responses = try await paused(texts)
      #expect(responses.map(\.description) == expected, "\(texts.count)")
    }
  }

  /// Half of a request has come behind another one; what comes then is its body, even where it looks like a request known well.
  @Test func `a body that looks like a request is a body`() async throws {
    let known = post("{ __typename }")
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(known.utf8.count)\r\n\r\n"
    let last = post("{ c: __typename }", "Connection: close")
    for texts in [[known, known, known, known + head, known, last], [known, known, known, head, known, last]] {
      let responses = try await paused(texts)
      #expect(responses.map(\.status) == (texts[3] == head ? [200, 200, 200, 400, 200] : [200, 200, 200, 200, 400, 200]))
    }
  }

  @Test func `a known head after one in chunks, one for the router and one of another length is read right`() async throws {
    let known = post("{ __typename }"), last = post("{ __typename }", "Connection: close")
    let chunked = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "9\r\n{\"query\":\r\n10\r\n\"{ __typename }\"\r\n1\r\n}\r\n0\r\n\r\n"
    let health = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
    let other = post("{ aRatherLongName: __typename }")
    let responses = try await paused([known, known, known, health, known, chunked, known, chunked, chunked, other, known, last])
    #expect(responses.map(\.status) == Array(repeating: 200, count: 12))
    #expect(responses.map(\.body).filter { $0.contains("aRatherLongName") }.count == 1)
  }

  /// After each text, the server has time to take it up as one piece.
  private func paused(_ texts: [String]) async throws -> [Response] {
    let gateway = try await TestGateway.shared.value
    return try await RawConnection.responses(port: gateway.port, to: texts, pausing: .milliseconds(30))
  }

  @Test func `two lengths of one body are refused`() async throws {
    let responses = try await responses([post("{ __typename }", "Transfer-Encoding: chunked")])
    #expect(responses.map(\.status) == [400])
  }
}
