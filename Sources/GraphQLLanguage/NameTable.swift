/// Gives equal spellings equal ids: an open hash table over ranges of the source.
///
/// The lexer hashes names while it reads them. The hash starts from a number chosen per process, so that a client cannot
/// prepare names that collide.
struct NameTable {
  /// Where each distinct name is first written, by id.
  private(set) var ranges: [SourceRange] = []
  private var hashes: [UInt32] = []
  /// Ids plus one; 0 is free. The count is a power of two and at least twice the number of names.
  private var slots = [Int32](repeating: 0, count: 64)

  mutating func id(of range: SourceRange, hash: UInt32, in source: [UInt8]) -> NameID {
    if ranges.count * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let id = Int(slots[slot]) - 1
      if hashes[id] == hash && Self.equal(ranges[id], range, in: source) {
        return NameID(rawValue: Int32(truncatingIfNeeded: id))
      }
      slot = (slot + 1) & mask
    }
    ranges.append(range)
    hashes.append(hash)
    slots[slot] = Int32(truncatingIfNeeded: ranges.count)
    return NameID(rawValue: Int32(truncatingIfNeeded: ranges.count - 1))
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index + 1)
    }
  }

  private static func equal(_ left: SourceRange, _ right: SourceRange, in source: [UInt8]) -> Bool {
    guard left.end - left.start == right.end - right.start else { return false }
    for offset in 0..<(left.end - left.start) where source[left.start + offset] != source[right.start + offset] {
      return false
    }
    return true
  }
}

/// A running hash of the bytes of a name.
struct NameHash {
  private static let seed = UInt64.random(in: .min ... .max)
  private var state = Self.seed

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
  }

  var value: UInt32 { UInt32(truncatingIfNeeded: state ^ state >> 32) }
}
