/// The last values looked up or made, as many as fit.
struct RecentlyUsed<Key: Equatable, Value> {
  /// The one used last comes last.
  private var entries: [(key: Key, value: Value, size: Int)] = []
  private var size = 0
  private let countMax: Int
  private let sizeMax: Int

  /// Keeps at least one value, and no more than `countMax` whose sizes come to no more than `sizeMax`.
  init(countMax: Int, sizeMax: Int) {
    self.countMax = countMax
    self.sizeMax = sizeMax
  }

  /// The value of a key, made when it is not there; those unused for longest make room. Compares the key with all others.
  mutating func value(of key: Key, size newSize: Int, make: () -> Value) -> Value {
    if let index = entries.lastIndex(where: { $0.key == key }) {
      let known = entries.remove(at: index)
      entries.append(known)
      return known.value
    }
    while !entries.isEmpty && (entries.count >= countMax || size + newSize > sizeMax) { size -= entries.removeFirst().size }
    let value = make()
    entries.append((key, value, newSize))
    size += newSize
    return value
  }
}
