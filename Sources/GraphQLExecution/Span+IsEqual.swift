extension Span<UInt8> {
  /// Compares eight bytes at a time.
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    let (ours, theirs) = unsafe (bytes, other.bytes)
    var index = 0
    while index + 8 <= count {
      let word = unsafe ours.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard unsafe word == theirs.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) else { return false }
      index += 8
    }
    while index < count {
      guard self[index] == other[index] else { return false }
      index += 1
    }
    return true
  }
}
