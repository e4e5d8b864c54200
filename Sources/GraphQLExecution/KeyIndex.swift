/// Numbers distinct keys 0, 1, 2 … in the order of their first appearance; a key is a run of bytes.
struct KeyIndex {
  private(set) var count = 0
  private var keys: [UInt8] = []
  private var ends: [Int32] = [0]
  private var slots = [Int32](repeating: -1, count: 2 * expected)

  /// The keys there is room for at first.
  static let expected = 8

  /// The bytes of key number `index`.
  func key(_ index: Int) -> ArraySlice<UInt8> { keys[Int(ends[index])..<Int(ends[index + 1])] }

  /// The number of a key; nil when it was never inserted.
  func find(_ key: ArraySlice<UInt8>) -> Int? {
    let slot = slot(of: key)
    return slots[slot] < 0 ? nil : Int(slots[slot])
  }

  /// The number of a key, inserted if it is new.
  mutating func insert(_ key: ArraySlice<UInt8>) -> (index: Int, isNew: Bool) {
    let slot = slot(of: key)
    if slots[slot] >= 0 { return (Int(slots[slot]), false) }
    if count == 0 {
      keys.reserveCapacity(Self.expected * key.count)
      ends.reserveCapacity(Self.expected + 1)
    }
    slots[slot] = Int32(count)
    keys.append(contentsOf: key)
    ends.append(Int32(keys.count))
    count += 1
    if count * 2 > slots.count { grow() }
    return (count - 1, true)
  }

  /// Where a key stands, or is to stand.
  private func slot(of key: ArraySlice<UInt8>) -> Int {
    let wanted = key.span
    let all = keys.span
    var slot = Int(truncatingIfNeeded: Self.hash(wanted)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if all.extracting(Int(ends[index])..<Int(ends[index + 1])).isEqual(to: wanted) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// Eight bytes at a time: most keys are numbers of so many.
  private static func hash(_ key: Span<UInt8>) -> UInt64 {
    let raw = unsafe key.bytes
    var hash = UInt64(truncatingIfNeeded: key.count)
    var index = 0
    while index + 8 <= key.count {
      hash = mixed(hash, unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    while index < key.count {
      hash = mixed(hash, UInt64(key[index]))
      index += 1
    }
    return hash
  }

  /// The halves of a product of 128 bits, folded: each bit of either number reaches the lowest.
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in 0..<count { slots[slot(of: key(index))] = Int32(index) }
  }
}
