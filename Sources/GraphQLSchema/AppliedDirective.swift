/// A directive written on a definition, with its arguments coerced.
public struct AppliedDirective: Hashable, Sendable {
  public let name: String
  /// The arguments as written, in order.
  public let arguments: [InputObjectField]
  /// The defaults of the arguments that were left out.
  let defaults: [InputObjectField]
  public let origin: SourceOffset

  /// The value of an argument: as written, else its default, else nil. O(arguments).
  public func argument(_ name: String) -> InputValue? {
    (arguments.first { $0.name == name } ?? defaults.first { $0.name == name })?.value
  }
}

/// The directives written on one definition, in order.
public struct AppliedDirectives: RandomAccessCollection, Hashable, Sendable {
  private let directives: [AppliedDirective]

  init(_ directives: [AppliedDirective]) {
    self.directives = directives
  }

  public var startIndex: Int { directives.startIndex }
  public var endIndex: Int { directives.endIndex }
  public subscript(position: Int) -> AppliedDirective { directives[position] }

  /// The first directive of that name. O(directives).
  public func first(_ name: String) -> AppliedDirective? {
    directives.first { $0.name == name }
  }

  /// All directives of that name, for repeatable ones.
  public func all(_ name: String) -> [AppliedDirective] {
    directives.filter { $0.name == name }
  }
}
