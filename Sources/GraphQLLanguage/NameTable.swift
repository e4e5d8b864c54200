/// Gives equal spellings equal ids: an open hash table over ranges of the source.
///
/// The hash starts from a number chosen per process, so that a client cannot prepare names that collide.
struct NameTable {
  private static let seed = UInt64.random(in: .min ... .max)

  /// Where each distinct name is first written, by id.
  private(set) var ranges: [SourceRange] = []
  /// Ids plus one; 0 is free. The count is a power of two and at least twice the number of names.
  private var slots = [Int32](repeating: 0, count: 64)

  mutating func id(of range: SourceRange, in source: [UInt8]) -> NameID {
    if ranges.count * 2 >= slots.count { grow(source) }
    let mask = slots.count - 1
    var slot = Self.hash(range, in: source) & mask
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      if Self.equal(ranges[Int(id)], range, in: source) { return NameID(rawValue: id) }
      slot = (slot + 1) & mask
    }
    ranges.append(range)
    slots[slot] = Int32(truncatingIfNeeded: ranges.count)
    return NameID(rawValue: Int32(truncatingIfNeeded: ranges.count - 1))
  }

  private mutating func grow(_ source: [UInt8]) {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, range) in ranges.enumerated() {
      var slot = Self.hash(range, in: source) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index + 1)
    }
  }

  private static func hash(_ range: SourceRange, in source: [UInt8]) -> Int {
    var hash = seed
    for index in range.start..<range.end {
      hash = (hash ^ UInt64(source[index])) &* 0x0000_0100_0000_01B3
    }
    hash ^= hash >> 32
    return Int(truncatingIfNeeded: hash & 0x7FFF_FFFF)
  }

  private static func equal(_ left: SourceRange, _ right: SourceRange, in source: [UInt8]) -> Bool {
    guard left.end - left.start == right.end - right.start else { return false }
    for offset in 0..<(left.end - left.start) where source[left.start + offset] != source[right.start + offset] {
      return false
    }
    return true
  }
}
