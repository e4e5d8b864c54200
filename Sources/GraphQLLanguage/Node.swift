/// The number of a node among the nodes of its kind in one document.
public struct NodeID<Node>: Hashable, Sendable, Comparable {
  public let rawValue: Int32

  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  init(_ index: Int) {
    self.rawValue = Int32(truncatingIfNeeded: index)
  }

  /// The position in the document's array of this kind.
  public var index: Int { Int(rawValue) }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Neighbouring nodes of one kind, such as the arguments of one field, in source order.
///
/// Like a slice it starts at its place in the whole array: the first node is `first`, not `range[0]`.
public struct NodeRange<Node>: RandomAccessCollection, Hashable, Sendable {
  private let lower: Int32
  private let upper: Int32

  init(_ range: Range<Int>) {
    self.lower = Int32(truncatingIfNeeded: range.lowerBound)
    self.upper = Int32(truncatingIfNeeded: range.upperBound)
  }

  static var empty: Self { Self(0..<0) }

  public var startIndex: Int { Int(lower) }
  public var endIndex: Int { Int(upper) }

  /// The positions in the document's array of this kind.
  public var indices: Range<Int> { startIndex..<endIndex }

  public subscript(position: Int) -> NodeID<Node> { NodeID(position) }
}

/// The bytes a node covers, from its first token to its last.
public struct SourceRange: Hashable, Sendable {
  private let lower: Int32
  private let upper: Int32

  init(_ start: Int, _ end: Int) {
    self.lower = Int32(truncatingIfNeeded: start)
    self.upper = Int32(truncatingIfNeeded: end)
  }

  public var start: Int { Int(lower) }
  public var end: Int { Int(upper) }
}

/// A name as written at one place. Within a document two names are spelled alike exactly when their ids are equal.
public struct Name: Hashable, Sendable {
  public let id: NameID
  public let range: SourceRange

  public var start: Int { range.start }
}

/// The number of a spelling among the distinct names of one document.
public struct NameID: Hashable, Sendable {
  public let rawValue: Int32

  /// The position in `Document.names`.
  public var index: Int { Int(rawValue) }
}
