import GraphQLExecution
import HTTPTypes

/// A request for the GraphQL endpoint, complete.
struct GraphQLRequestMessage: Sendable {
  let head: HTTPRequest
  let body: [UInt8]
}

/// Answers a request once, from any thread. The returned closure cancels it when nobody waits for the answer any more.
typealias GraphQLResponder = @Sendable (
  _ request: GraphQLRequestMessage, _ reply: @escaping @Sendable (HTTPReply) -> Void
) -> (@Sendable () -> Void)?

/// A complete HTTP response.
struct HTTPReply: Sendable {
  var status: HTTPResponse.Status
  var headers: HTTPFields
  var body: [UInt8]

  init(status: HTTPResponse.Status, contentType: MediaType, body: [UInt8]) {
    self.status = status
    self.body = body
    headers = [.contentType: contentType.headerValue, .xContentTypeOptions: "nosniff", .cacheControl: "no-store"]
  }
}

extension HTTPField.Name {
  static let heirloomPersona = Self(known: "Heirloom-Persona")
  static let apiKey = Self(known: "X-API-Key")
  static let requestID = Self(known: "X-Request-Id")

  private init(known name: StaticString) {
    guard let parsed = HTTPField.Name(name.description) else { preconditionFailure("not a header name: \(name)") }
    self = parsed
  }
}

extension HTTPReply {
  /// The answer to a request that was not executed.
  static func refusal(_ refusal: RequestRefusal, as type: MediaType, requestID: String) -> HTTPReply {
    let error = ResponseError(message: refusal.message, code: refusal.code.rawValue, requestID: requestID)
    var reply = HTTPReply(
      status: HTTPResponse.Status(code: refusal.code.status), contentType: type, body: ResponseError.body([error]))
    reply.headers[.requestID] = requestID
    if let allow = refusal.allow { reply.headers[.allow] = allow }
    if refusal.code.status == 503 { reply.headers[.retryAfter] = "1" }
    if refusal.code.status == 401 { reply.headers[.wwwAuthenticate] = "Bearer" }
    return reply
  }
}
