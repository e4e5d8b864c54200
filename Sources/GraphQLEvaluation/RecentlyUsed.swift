/// The last values looked up or made, as many as fit.
struct RecentlyUsed<Key: Hashable, Value> {
  private var entries: [Key: (value: Value, lastUse: UInt64)] = [:]
  private var uses: UInt64 = 0
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The value of a key, made when it is not there; the one unused for longest makes room. O(capacity) when it is made.
  mutating func value(of key: Key, make: () -> Value) -> Value {
    uses += 1
    if let known = entries[key]?.value {
      entries[key]?.lastUse = uses
      return known
    }
    let value = make()
    if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      entries[oldest.key] = nil
    }
    entries[key] = (value, uses)
    return value
  }
}
