import Foundation
import Testing

/// GraphQL over HTTP, as https://graphql.github.io/graphql-over-http/draft/ has it.
@Suite struct `GraphQL over HTTP` {
  private static let json = "application/json"
  private static let response = "application/graphql-response+json"
  private let answer = #"{"data":{"__typename":"Query"}}"#

  private func post(_ body: String, accept: String? = nil, type: String? = json) async throws -> TestGateway.Answer {
    let gateway = try await TestGateway.shared.value
    var headers = ["Accept": accept ?? "*/*"]
    headers["Content-Type"] = type
    return try await gateway.send("POST", headers: headers, body: Data(body.utf8))
  }

  private func get(_ query: String, accept: String? = nil) async throws -> TestGateway.Answer {
    let gateway = try await TestGateway.shared.value
    return try await gateway.send("GET", path: "/graphql?" + query, headers: ["Accept": accept ?? "*/*"])
  }

  // MARK: Media types

  @Test(arguments: [
    ("*/*", json), ("application/*", json), (json, json), (response, response), ("application/json;q=0.5, \(response)", response),
    ("\(json); charset=utf-8", json), ("\(response);charset=UTF-8", response), ("text/html, */*;q=0.1", json),
  ])
  func `the response has the media type asked for, in UTF-8`(accept: String, type: String) async throws {
    let post = try await post(#"{"query":"{ __typename }"}"#, accept: accept)
    let get = try await get("query=%7B__typename%7D", accept: accept)
    for answer in [post, get] {
      #expect(answer.status == 200)
      #expect(answer.contentType == type + "; charset=utf-8")
      #expect(answer.body == self.answer)
    }
  }

  @Test func `without an Accept header the response is JSON`() async throws {
    let gateway = try await TestGateway.shared.value
    let responses = try await RawConnection.responses(
      port: gateway.port, to: ["GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"])
    #expect(responses.map { $0.headers["content-type"] } == ["application/json; charset=utf-8"])
  }

  @Test(arguments: ["text/html", "application/xml, image/*", "\(json); charset=latin1"])
  func `a media type that cannot be given is refused`(accept: String) async throws {
    let answer = try await post(#"{"query":"{ __typename }"}"#, accept: accept)
    #expect(answer.status == 406)
    #expect(answer.body.contains(#""code":"NOT_ACCEPTABLE""#))
  }

  @Test(arguments: ["\(json)", "\(json); charset=utf-8", "Application/JSON;charset=\"UTF-8\""])
  func `bodies are JSON in UTF-8`(type: String) async throws {
    let answer = try await post(#"{"query":"{ ö: __typename }"}"#.replacing("ö", with: "a"), type: type)
    #expect(answer.body == #"{"data":{"a":"Query"}}"#)
  }

  @Test(arguments: [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
    "application/graphql",
  ])
  func `bodies of other types are refused`(type: String) async throws {
    let answer = try await post(#"{"query":"{ __typename }"}"#, type: type)
    #expect(answer.status == 415)
    #expect(answer.body.contains(#""code":"UNSUPPORTED_MEDIA_TYPE""#))
  }

  @Test(arguments: ["gzip", "deflate", "br", "identity, gzip", "X-Unknown"])
  func `compressed bodies are refused, whatever is in them`(coding: String) async throws {
    let gateway = try await TestGateway.shared.value
    let headers = ["Accept": "*/*", "Content-Type": Self.json, "Content-Encoding": coding]
    let answer = try await gateway.send("POST", headers: headers, body: Data(#"{"query":"{ __typename }"}"#.utf8))
    #expect(answer.status == 415)
    #expect(answer.body.contains(#""code":"UNSUPPORTED_MEDIA_TYPE""#))
  }

  @Test func `the coding identity is none`() async throws {
    let gateway = try await TestGateway.shared.value
    let headers = ["Accept": "*/*", "Content-Type": Self.json, "Content-Encoding": "Identity"]
    let answer = try await gateway.send("POST", headers: headers, body: Data(#"{"query":"{ __typename }"}"#.utf8))
    #expect(answer.body == #"{"data":{"__typename":"Query"}}"#)
  }

  @Test func `a body without a type is refused`() async throws {
    let gateway = try await TestGateway.shared.value
    let request = "POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 24\r\n\r\n{\"query\":\"{__typename}\"}"
    let responses = try await RawConnection.responses(port: gateway.port, to: [request])
    #expect(responses.map(\.status) == [415])
  }

  // MARK: Methods

  @Test func `methods other than GET and POST are refused with those that are allowed`() async throws {
    let gateway = try await TestGateway.shared.value
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "BREW"] {
      let responses = try await RawConnection.responses(
        port: gateway.port,
        to: ["\(method) /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"])
      #expect(responses.map(\.status) == [405], "\(method)")
      #expect(responses.map { $0.headers["allow"] } == ["GET, POST"], "\(method)")
      #expect(responses.allSatisfy { $0.body.contains(#""code":"METHOD_NOT_ALLOWED""#) }, "\(method)")
    }
  }

  @Test func `a method nobody knows is no request at other places`() async throws {
    let gateway = try await TestGateway.shared.value
    let responses = try await RawConnection.responses(port: gateway.port, to: ["BREW /coffee HTTP/1.1\r\nHost: a\r\n\r\n"])
    #expect(responses.map(\.status) == [400])
  }

  @Test(arguments: [json, response])
  func `GET changes nothing, not even where there are mutations`(accept: String) async throws {
    let answer = try await get("query=mutation%7B__typename%7D", accept: accept)
    #expect(answer.status == 405)
    #expect(answer.contentType == accept + "; charset=utf-8")
    #expect(answer.body.contains(#""code":"METHOD_NOT_ALLOWED""#))
  }

  @Test func `a query in a URL takes variables and the operation's name`() async throws {
    let answer = try await get(
      "query=query+A(%24a:Boolean!)%7Ba:__typename@include(if:%24a)+c:__typename%7Dquery+B%7Bb:__typename%7D"
        + "&operationName=A&variables=%7B%22a%22%3Afalse%7D&extensions=%7B%7D")
    #expect(answer.body == #"{"data":{"c":"Query"}}"#)
  }

  @Test(arguments: [
    ("", "BAD_PARAMETERS"), ("query=", "BAD_PARAMETERS"), ("query=%7B__typename%7D&variables=7", "BAD_PARAMETERS"),
    ("query=%7B__typename%7D&variables=%5B%5D", "BAD_PARAMETERS"), ("query=%7B__typename%7D&extensions=7", "BAD_PARAMETERS"),
    ("query=%FF", "BAD_REQUEST"), ("query=%7B__typename%7D&variables=%FF", "BAD_REQUEST"),
    ("query=%7B__typename%7D&variables=%7B", "BAD_REQUEST"), ("query=%7B__typename%7D&extensions=%7B", "BAD_REQUEST"),
    ("query=%+7B__typename%7D", "BAD_REQUEST"), ("query=%7B__typename%7D&operationName=%C3", "BAD_REQUEST"),
    ("query=%7Ba:__typename%7D&query=%7Bb:__typename%7D", "BAD_REQUEST"),
  ])
  func `a URL whose parameters cannot be read is refused`(parameters: String, code: String) async throws {
    let gateway = try await TestGateway.shared.value
    for accept in [Self.json, Self.response] {
      let request = "GET /graphql?\(parameters) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept: \(accept)\r\n\r\n"
      let responses = try await RawConnection.responses(port: gateway.port, to: [request])
      #expect(responses.map(\.status) == [400])
      #expect(responses.first?.body.contains(#""code":"\#(code)""#) == true)
    }
  }

  @Test func `an optional parameter that is empty in a URL is as if it were not there`() async throws {
    let answer = try await get("query=query+null%7B__typename%7D&operationName=&variables=&extensions=")
    #expect(answer.body == self.answer)
    #expect(try await get("query=query+null%7B__typename%7D&operationName=null").body == self.answer)
  }

  // MARK: Bodies

  @Test(arguments: [
    "7", "null", "[]", "\"{ __typename }\"", "{}", #"{"qeury":"{ __typename }"}"#, #"{"query":null}"#, #"{"query":7}"#, #"{"query":[]}"#, #"{"query":{}}"#,
    #"{"query":true}"#, #"{"query":""}"#, #"[{"query":"{ __typename }"}]"#, #"{"query":"{ __typename }","operationName":7}"#,
    #"{"query":"{ __typename }","operationName":{}}"#, #"{"query":"{ __typename }","operationName":[]}"#,
    #"{"query":"{ __typename }","variables":7}"#, #"{"query":"{ __typename }","variables":"{}"}"#,
    #"{"query":"{ __typename }","variables":[]}"#, #"{"query":"{ __typename }","variables":false}"#,
    #"{"query":"{ __typename }","extensions":7}"#, #"{"query":"{ __typename }","extensions":"x"}"#,
    #"{"query":"{ __typename }","extensions":[]}"#, #"{"query":"{ __typename }","extensions":false}"#,
    #"{"query":false}"#, #"{"query":"{ __typename }","operationName":false}"#,
  ])
  func `a body with parameters of other types is refused`(body: String) async throws {
    try await expectRefusal(of: body, code: "BAD_PARAMETERS")
  }

  @Test(arguments: ["", "{", "{ \"not a JSON", #"{"query":"{ __typename }"} x"#, #"{"query":"{ __typename }",}"#, "{'query':'{a}'}"])
  func `a body that is no JSON is refused`(body: String) async throws {
    try await expectRefusal(of: body, code: "BAD_REQUEST")
  }

  private func expectRefusal(of body: String, code: String) async throws {
    for accept in [Self.json, Self.response] {
      let answer = try await post(body, accept: accept)
      #expect(answer.status == 400)
      #expect(answer.contentType == accept + "; charset=utf-8")
      #expect(answer.body.contains(#""code":"\#(code)""#))
      #expect(answer.json["data"] == nil)
    }
  }

  @Test(arguments: [
    #"{"query":"{ __typename }","variables":null,"operationName":null,"extensions":null}"#,
    #"{"query":"{ __typename }","variables":{},"operationName":"","extensions":{"a":[1]}}"#,
    #"{"query":"query A { __typename }","operationName":"A","more":true}"#,
    #"{"query":"query A($a: Boolean! = true) { __typename @include(if: $a) }","variables":{"a":true,"b":1}}"#,
    #"{"query":"{ __typename }","variables":null}"#, #"{"query":"{ __typename }","operationName":null}"#,
    #"{"query":"{ __typename }","extensions":null}"#,
  ])
  func `parameters may be null, and unknown ones are left alone`(body: String) async throws {
    for accept in [Self.json, Self.response] {
      let answer = try await post(body, accept: accept)
      #expect(answer.status == 200)
      #expect(answer.body == self.answer)
    }
  }

  @Test func `text and variables are read as UTF-8`() async throws {
    let body = #"{"query":"query ($name: String!) { a: __type(name: \"Läufer🏃\") { name } b: __type(name: $name) { name } }","variables":{"name":"Query"}}"#
    for (accept, type) in [(Self.json, Self.json), (Self.response, Self.json + "; charset=utf-8")] {
      let answer = try await post(body, accept: accept, type: type)
      #expect(answer.status == 200)
      #expect(answer.body == #"{"data":{"a":null,"b":{"name":"Query"}}}"#)
    }
  }

  @Test(arguments: [
    ("{", "GRAPHQL_SYNTAX"), ("{ nothing }", "GRAPHQL_VALIDATION"), ("query A { __typename } query B { __typename }", "OPERATION_NOT_FOUND"),
    ("query ($a: Int!) { __typename @include(if: true) asset(id: $a) { id } }", "GRAPHQL_VALIDATION"),
    ("query ($a: Boolean!) { __typename @include(if: $a) }", "VARIABLE_INVALID"),
  ])
  func `a wrong document is 200 in JSON, which old clients read, and 400 otherwise`(query: String, code: String) async throws {
    let body = #"{"query":"\#(query)"}"#
    for (accept, status) in [(Self.json, 200), (Self.response, 400)] {
      let answer = try await post(body, accept: accept)
      #expect(answer.status == status)
      #expect(answer.body.contains(#""code":"\#(code)""#))
      #expect(answer.json["data"] == nil)
    }
  }

  @Test func `who shows no credentials may ask what needs none, and nothing else`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await gateway.ask("{ __typename }", as: nil).body == answer)
    let denied = try await gateway.send(
      "POST", headers: ["Content-Type": Self.json, "Authorization": "Bearer nonsense"], body: Data(#"{"query":"{ __typename }"}"#.utf8))
    #expect(denied.status == 401)
  }

  @Test func `other paths are not found`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await gateway.send("GET", path: "/graphqls", headers: [:]).status == 404)
  }
}
