import Rows

/// Which texts a connection has prepared, under which names, and which to drop: bookkeeping only.
///
/// Names are never used twice, so a late drop cannot hit a newer statement. The bound is applied by `evict()`, which the
/// connection calls between transactions: within one it may be exceeded by the texts of that transaction.
struct StatementCache {
  struct Entry {
    let name: String
    /// Whether the server has it; false while its Parse is on the way.
    var isPrepared = false
    /// A prepared statement's result never changes its columns: the server refuses to run it instead.
    var columns: [Column]?
    fileprivate var lastUse: UInt64 = 0
  }

  let capacity: Int
  private(set) var entries: [StatementText: Entry] = [:]
  /// Names the server still holds and no text uses any more.
  private(set) var abandoned: [String] = []
  private var clock: UInt64 = 0
  private var namesGiven: UInt64 = 0

  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// The entry of a text, made when new.
  mutating func use(_ text: StatementText) -> Entry {
    clock += 1
    if let index = entries.index(forKey: text) {
      entries.values[index].lastUse = clock
      return entries.values[index]
    }
    namesGiven += 1
    var entry = Entry(name: "h\(namesGiven)")
    entry.lastUse = clock
    entries[text] = entry
    return entry
  }

  mutating func confirmPrepared(_ text: StatementText) {
    entries[text]?.isPrepared = true
  }

  mutating func remember(columns: [Column], of text: StatementText) {
    entries[text]?.columns = columns
  }

  /// Drops a text; its next use prepares it anew.
  mutating func forget(_ text: StatementText) {
    guard let entry = entries.removeValue(forKey: text), entry.isPrepared else { return }
    abandoned.append(entry.name)
  }

  /// Names to deallocate on the server so that at most `capacity` remain: the least recently used. O(entries log entries) when over.
  mutating func evict() -> [String] {
    if entries.count > capacity {
      let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(entries.count - capacity)
      for (text, _) in oldest { forget(text) }
    }
    defer { abandoned.removeAll() }
    return abandoned
  }
}
