/// Cuts a stream of bytes into lines. Its one buffer grows to the longest line, but not with lines that are too long.
public struct LineBuffer {
  private let lineBytesMax: Int
  private var bytes: [UInt8]
  /// What was read and not taken yet, in `bytes`.
  private var rest = 0..<0
  /// How much of `rest` has no newline.
  private var searched = 0

  /// Of lines of more than `lineBytesMax` bytes only the beginning is kept, at least one byte more than that.
  public init(lineBytesMax: Int = Evaluator.lineBytesMax, capacity: Int = 1 << 16) {
    self.lineBytesMax = lineBytesMax
    bytes = [UInt8](repeating: 0, count: capacity)
  }

  /// The next complete line, without its newline; nil when none is waiting.
  public mutating func next() -> [UInt8]? {
    guard let end = bytes[rest.lowerBound + searched..<rest.upperBound].firstIndex(of: UInt8(ascii: "\n")) else {
      rest = rest.prefix(lineBytesMax + 1)
      searched = rest.count
      return nil
    }
    defer {
      rest = end + 1..<rest.upperBound
      searched = 0
    }
    return Array(bytes[rest.lowerBound..<end])
  }

  /// What stands after the last newline; nil when nothing does.
  public mutating func end() -> [UInt8]? {
    defer { rest = 0..<0 }
    return rest.isEmpty ? nil : Array(bytes[rest])
  }

  /// Takes in what `read` puts into the free part of the buffer, whose count it returns; false when that is none.
  public mutating func fill(_ read: (UnsafeMutableRawBufferPointer) throws -> Int) rethrows -> Bool {
    if rest.lowerBound > 0 {
      bytes.replaceSubrange(0..<rest.count, with: bytes[rest])
      rest = 0..<rest.count
    }
    if rest.count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
    let start = rest.upperBound
    let count = try unsafe bytes.withUnsafeMutableBytes { all in
      try unsafe read(UnsafeMutableRawBufferPointer(rebasing: all[start...]))
    }
    rest = 0..<start + count
    return count > 0
  }
}
