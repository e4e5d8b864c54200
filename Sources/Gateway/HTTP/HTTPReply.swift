import GraphQLExecution
import HTTPTypes

/// A request for the GraphQL endpoint, complete.
struct GraphQLRequestMessage: Sendable {
  let head: RequestHead
  let body: [UInt8]
}

/// Answers a request once, from any thread. The returned closure cancels it when nobody waits for the answer any more.
typealias GraphQLResponder = @Sendable (
  _ request: GraphQLRequestMessage, _ reply: @escaping @Sendable (HTTPReply) -> Void
) -> (@Sendable () -> Void)?

/// A complete HTTP response.
struct HTTPReply: Sendable {
  var status: HTTPResponse.Status
  var contentType: String
  let requestID: String
  /// What only some responses have.
  var headers = HTTPFields()
  var body: [UInt8]
  /// What the log says of the request.
  var record = RequestRecord()

  init(status: Int, as form: ResponseForm, body: [UInt8], requestID: String) {
    self.status = status == 294 ? .partialSuccess : HTTPResponse.Status(code: status)
    self.body = body
    self.requestID = requestID
    contentType = form.mediaType(at: status).headerValue
  }
}

extension HTTPReply {
  /// The head of the response.
  var head: HTTPResponse {
    var fields = HTTPFields()
    fields.reserveCapacity(8)
    forEachField { fields.append(HTTPField(name: $0, value: $1)) }
    return HTTPResponse(status: status, headerFields: fields)
  }

  /// Gives the header fields in the order in which they are written.
  func forEachField(_ body: (HTTPField.Name, String) -> Void) {
    body(.contentType, contentType)
    body(.xContentTypeOptions, "nosniff")
    body(.cacheControl, "no-store")
    body(.requestID, requestID)
    for field in headers { body(field.name, field.value) }
    body(.contentLength, String(self.body.count))
  }
}

extension HTTPResponse.Status {
  /// Data and errors; the draft of GraphQL over HTTP defines it, HTTP does not.
  static let partialSuccess = Self(code: 294, reasonPhrase: "Partial Success")
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
  static func refusal(_ refusal: RequestRefusal, as form: ResponseForm, requestID: String) -> HTTPReply {
    let error = ResponseError(message: refusal.message, code: refusal.code.rawValue, requestID: requestID)
    let status = form.status(of: refusal.code)
    var reply = HTTPReply(status: status, as: form, body: ResponseError.body([error]), requestID: requestID)
    reply.record.codes = [refusal.code.rawValue]
    if let allow = refusal.allow { reply.headers[.allow] = allow }
    if status == 503 { reply.headers[.retryAfter] = "1" }
    if let wait = refusal.wait { reply.headers[.retryAfter] = String(Int((wait / .seconds(1)).rounded(.up))) }
    if status == 401 { reply.headers[.wwwAuthenticate] = "Bearer" }
    return reply
  }
}
