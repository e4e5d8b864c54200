import HTTPTypes

/// What is wanted of a request's head, taken out in one pass over its fields.
struct RequestHead: Sendable {
  /// The values of one header field.
  struct Values: Sendable {
    /// With commas between them (RFC 9110, section 5.3).
    private(set) var joined: String?
    private(set) var count = 0

    /// The value of a field that may be sent once only.
    var only: String? { count == 1 ? joined : nil }

    mutating func add(_ value: String) {
      joined = joined.map { $0 + "," + value } ?? value
      count += 1
    }
  }

  let method: HTTPRequest.Method
  let target: String
  private(set) var accept = Values()
  private(set) var apiKey = Values()
  private(set) var authorization = Values()
  private(set) var connection = Values()
  private(set) var contentEncoding = Values()
  private(set) var contentLength = Values()
  private(set) var contentType = Values()
  private(set) var expect = Values()
  private(set) var persona = Values()
  /// By which the access token in it is known, where that was found out before.
  var tokenDigest: [UInt8]?

  init(_ request: HTTPRequest) {
    method = request.method
    target = request.path ?? ""
    for field in request.headerFields {
      switch field.name {
      case .accept: accept.add(field.value)
      case .apiKey: apiKey.add(field.value)
      case .authorization: authorization.add(field.value)
      case .connection: connection.add(field.value)
      case .contentEncoding: contentEncoding.add(field.value)
      case .contentLength: contentLength.add(field.value)
      case .contentType: contentType.add(field.value)
      case .expect: expect.add(field.value)
      case .heirloomPersona: persona.add(field.value)
      default: break
      }
    }
  }

  /// Whether another request with the same head is to be read like this one: the handler has nothing to do before the body has come.
  var isRepeatable: Bool { method == .post && contentLength.count == 1 && expect.count == 0 && connection.count == 0 }
}
