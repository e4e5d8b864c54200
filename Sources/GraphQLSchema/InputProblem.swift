/// Why a value does not fit its type.
public struct InputProblem: Error, Hashable, Sendable {
  public let message: String
  /// The way from the value at hand to the part that does not fit; empty for the value itself.
  public internal(set) var path: [PathElement] = []
  /// Where the part stands in its document, when it is a literal.
  public internal(set) var offset: Int?

  init(_ message: String, at offset: Int? = nil) {
    self.message = message
    self.offset = offset
  }

  public enum PathElement: Hashable, Sendable {
    case index(Int)
    case field(String)
  }
}

extension InputProblem {
  static let excerptCharactersMax = 60

  /// A value as a message quotes it: its beginning, when it is long.
  static func excerpt(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(excerptCharactersMax + 1)
    guard start.count > excerptCharactersMax else { return text }
    return String(String.UnicodeScalarView(start.dropLast())) + "…"
  }

  func inside(_ element: PathElement) -> InputProblem {
    var problem = self
    problem.path.insert(element, at: 0)
    return problem
  }
}
