import Rows

/// Which texts a connection has prepared, under which names, and which to drop: bookkeeping only.
///
/// Names are never used twice, so a late drop cannot hit a newer statement. The bounds are applied by `evict()`, which the
/// connection calls between transactions: within one they may be exceeded by the texts of that transaction.
struct StatementCache {
  struct Entry {
    let name: String
    /// Whether the server has it, or its Parse is on the way.
    var isPrepared = false
    /// A prepared statement's result never changes its columns: the server refuses to run it instead.
    var columns: [Column]?
    fileprivate var lastUse: UInt64 = 0
  }

  let capacity: Int
  /// Bytes of all texts, by which the plans grow that the server keeps for them.
  let textBytesMax: Int
  private(set) var entries: [StatementText: Entry] = [:]
  /// Names the server still holds and no text uses any more.
  private(set) var abandoned: [String] = []
  private var textBytes = 0
  private var clock: UInt64 = 0
  private var namesGiven: UInt64 = 0

  init(capacity: Int, textBytesMax: Int) {
    self.capacity = max(1, capacity)
    self.textBytesMax = textBytesMax
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
    textBytes += text.string.utf8.count
    return entry
  }

  mutating func notePrepared(_ text: StatementText) {
    entries[text]?.isPrepared = true
  }

  /// Its Parse failed: there is nothing to drop on the server.
  mutating func noteNotPrepared(_ text: StatementText) {
    entries[text]?.isPrepared = false
    forget(text)
  }

  mutating func remember(columns: [Column], of text: StatementText) {
    entries[text]?.columns = columns
  }

  /// Drops a text; its next use prepares it anew.
  mutating func forget(_ text: StatementText) {
    guard let entry = entries.removeValue(forKey: text) else { return }
    textBytes -= text.string.utf8.count
    if entry.isPrepared { abandoned.append(entry.name) }
  }

  /// Names to deallocate on the server so that what remains is within the bounds: the least recently used. O(entries log entries)
  /// when over.
  mutating func evict() -> [String] {
    if isOver {
      for (text, _) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) where isOver { forget(text) }
    }
    defer { abandoned.removeAll() }
    return abandoned
  }

  private var isOver: Bool { entries.count > capacity || textBytes > textBytesMax && entries.count > 1 }
}
