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
  /// Byte offsets in the document: of each field that is part of the response field, or of the argument to blame.
  public let offsets: [Int]

  public init(message: String, code: String, path: [PathElement], offsets: [Int]) {
    self.message = message
    self.code = code
    self.path = path
    self.offsets = offsets
  }
}

/// A cell that the database should have redacted and did not: the gateway nulled it.
public struct AccessAlarm: Sendable, Hashable {
  /// The schema coordinate, such as `Asset.value`.
  public let coordinate: String
}
