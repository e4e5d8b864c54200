import Foundation
import Gateway
import Testing

/// The statuses of the draft of August 2026, which `http.profile` chooses.
/// https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
@Suite struct `GraphQL over HTTP, draft profile` {
  private static let json = "application/json"
  private static let response = "application/graphql-response+json"
  private static let shared = Task { try await TestGateway.overSharedFamilies { $0.statusProfile = .draft } }

  private func post(_ body: String, accept: String, as subject: String? = nil) async throws -> TestGateway.Answer {
    let gateway = try await Self.shared.value
    var headers = ["Content-Type": Self.json, "Accept": accept]
    if let subject { headers["Authorization"] = "Bearer " + (try gateway.token(subject)) }
    return try await gateway.send("POST", headers: headers, body: Data(body.utf8))
  }

  @Test(arguments: [(json, json), (response, response), ("*/*", response), ("\(json), */*;q=0.1", json), ("text/html, \(json)", json)])
  func `success has the media type asked for, or the preferred one`(accept: String, type: String) async throws {
    let answer = try await post(#"{"query":"{ __typename }"}"#, accept: accept)
    #expect(answer.status == 200)
    #expect(answer.contentType == type + "; charset=utf-8")
    #expect(answer.body == #"{"data":{"__typename":"Query"}}"#)
  }

  @Test(arguments: [
    ("{", 400, "BAD_REQUEST"),
    ("{}", 422, "BAD_PARAMETERS"),
    (#"{"qeury":"{ __typename }"}"#, 422, "BAD_PARAMETERS"),
    (#"{"query":"{ __typename }","variables":[7]}"#, 422, "BAD_PARAMETERS"),
    (#"{"query":"{"}"#, 400, "GRAPHQL_SYNTAX"),
    (#"{"query":"{ nothing }"}"#, 422, "GRAPHQL_VALIDATION"),
    (#"{"query":"query A { __typename } query B { __typename }"}"#, 422, "OPERATION_NOT_FOUND"),
    (#"{"query":"query A { __typename }","operationName":"B"}"#, 422, "OPERATION_NOT_FOUND"),
    (#"{"query":"query ($a: Boolean!) { __typename @include(if: $a) }"}"#, 422, "VARIABLE_INVALID"),
    (#"{"query":"{ __typename @skip(if: true) @skip(if: true) }"}"#, 422, "GRAPHQL_VALIDATION"),
    (#"{"query":"query A {a:__typename} query B {a:__typename} query C {a:__typename} query D {a:__typename} query E {a:__typename} query F {a:__typename} query G {a:__typename} query H {a:__typename} query I {a:__typename} query J {a:__typename} query K {a:__typename}","operationName":"A"}"#,
     422, "LIMIT_OPERATIONS"),
  ])
  func `what is read and not executed is 422, what is not read 400, also for clients of JSON`(
    body: String, status: Int, code: String
  ) async throws {
    for accept in [Self.json, Self.response, "*/*"] {
      let answer = try await post(body, accept: accept)
      #expect(answer.status == status)
      #expect(answer.contentType == Self.response + "; charset=utf-8")
      #expect(answer.body.contains(#""code":"\#(code)""#))
      #expect(answer.json["data"] == nil)
    }
  }

  @Test(arguments: [(json, json), (response, response)])
  func `data with errors are 294`(accept: String, type: String) async throws {
    for (query, data) in [("{ a: node(id: \\\"x\\\") { id } b: __typename }", #"{"data":{"a":null,"b":"Query"},"errors":"#)] {
      let answer = try await post(#"{"query":"\#(query)"}"#, accept: accept, as: "john")
      #expect(answer.status == 294)
      #expect(answer.contentType == type + "; charset=utf-8")
      #expect(answer.body.hasPrefix(data), "\(answer.body)")
    }
  }

  @Test func `a mutation by GET, a type that cannot be given and credentials that are wrong keep their statuses`() async throws {
    let gateway = try await Self.shared.value
    #expect(try await gateway.send("GET", path: "/graphql?query=mutation%7B__typename%7D", headers: [:]).status == 405)
    #expect(try await post(#"{"query":"{ __typename }"}"#, accept: "text/html").status == 406)
    let denied = try await gateway.send(
      "POST", headers: ["Content-Type": Self.json, "Authorization": "Bearer nonsense"], body: Data(#"{"query":"{ __typename }"}"#.utf8))
    #expect(denied.status == 401)
  }
}
