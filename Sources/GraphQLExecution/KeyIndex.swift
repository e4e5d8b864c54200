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

  private func slot(of key: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0, self.key(Int(slots[slot])) != key {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in 0..<count { slots[slot(of: key(index))] = Int32(index) }
  }
}
