/// An error of one response field, as clients see it.
public struct FieldError: Sendable, Hashable {
  public enum PathElement: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  public let message: String
  /// From the closed list of codes.
  public let code: String
  public let path: [PathElement]
  /// Byte offset of the field in the document.
  public let offset: Int

  public init(message: String, code: String, path: [PathElement], offset: Int) {
    self.message = message
    self.code = code
    self.path = path
    self.offset = offset
  }
}

/// A cell that the database should have redacted and did not: the gateway nulled it.
public struct AccessAlarm: Sendable, Hashable {
  /// The schema coordinate, such as `Asset.value`.
  public let coordinate: String
}
