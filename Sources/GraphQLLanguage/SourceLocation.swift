/// A place in a source as people count: line and column from 1, columns in UTF-16 units as the tools around GraphQL do.
public struct SourceLocation: Hashable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Counts lines up to a byte offset; an offset past the end means the end. O(offset).
  public init(of offset: Int, in source: [UInt8]) {
    let end = min(max(0, offset), source.count)
    var line = 1
    var column = 1
    var index = 0
    while index < end {
      let byte = source[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        column = 1
      case UInt8(ascii: "\r"):
        if index < end && source[index] == UInt8(ascii: "\n") { index += 1 }
        line += 1
        column = 1
      default:
        column += Self.utf16Units(startedBy: byte)
      }
    }
    self.init(line: line, column: column)
  }

  /// Continuation bytes count nothing, leading bytes of four-byte sequences stand for a surrogate pair.
  private static func utf16Units(startedBy byte: UInt8) -> Int {
    if byte & 0b1100_0000 == 0b1000_0000 { return 0 }
    return byte >= 0b1111_0000 ? 2 : 1
  }
}
