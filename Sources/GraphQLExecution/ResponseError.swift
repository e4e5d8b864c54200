public import GraphQLLanguage

/// One entry of a response's `errors` (specification, section 7.1.6).
public struct ResponseError: Sendable, Hashable {
  public let message: String
  public let code: String
  public let locations: [SourceLocation]
  public let path: [FieldError.PathElement]
  /// What finds the log line; without, the error has no `extensions`.
  public let requestID: String?

  public init(
    message: String, code: String, locations: [SourceLocation] = [], path: [FieldError.PathElement] = [],
    requestID: String?
  ) {
    self.message = message
    self.code = code
    self.locations = locations
    self.path = path
    self.requestID = requestID
  }

  /// A response of errors only: the request was not executed.
  public static func body(_ errors: [ResponseError]) -> [UInt8] {
    var buffer = ResponseBuffer(capacity: 512)
    buffer.append("{\"errors\":[")
    for (index, error) in errors.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(error)
    }
    buffer.append("]}")
    return buffer.bytes
  }
}

extension ResponseBuffer {
  mutating func append(_ error: ResponseError) {
    append("{\"message\":")
    append(string: error.message)
    if !error.locations.isEmpty {
      append(",\"locations\":[")
      for (index, location) in error.locations.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        append("{\"line\":")
        append(Int64(location.line))
        append(",\"column\":")
        append(Int64(location.column))
        append(UInt8(ascii: "}"))
      }
      append(UInt8(ascii: "]"))
    }
    if !error.path.isEmpty {
      append(",\"path\":")
      append(path: error.path)
    }
    if let requestID = error.requestID {
      append(",\"extensions\":{\"code\":")
      append(string: error.code)
      append(",\"requestId\":")
      append(string: requestID)
      append(UInt8(ascii: "}"))
    }
    append(UInt8(ascii: "}"))
  }

  /// A path to a response field, as a list of response names and indices.
  mutating func append(path: [FieldError.PathElement]) {
    append(UInt8(ascii: "["))
    for (index, element) in path.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      switch element {
      case .key(let key): append(string: key)
      case .index(let index): append(Int64(index))
      }
    }
    append(UInt8(ascii: "]"))
  }
}
