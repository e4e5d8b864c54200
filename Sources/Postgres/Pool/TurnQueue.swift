/// What waits, in one line for each taker: the oldest first within a line, and the lines in turn.
///
/// Next is the line whose taker has the fewest entries in work, among those the one whose turn was longest ago. So a
/// taker who sends much, or what takes long, waits behind itself and not before the others.
struct TurnQueue<Entry: Sendable>: Sendable {
  private struct Line: Sendable {
    var waiting: [Entry] = []
    var inWork = 0
    /// When it had its last turn, or came.
    var turn: UInt64
  }

  private var lines: [Int32: Line] = [:]
  private var turns: UInt64 = 0
  /// Entries waiting.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  var waiting: [Entry] { lines.values.flatMap(\.waiting) }

  /// Whether the taker has nothing in work and nothing waiting.
  func isIdle(_ taker: Int32) -> Bool { lines[taker] == nil }

  mutating func append(_ entry: Entry, of taker: Int32) {
    count += 1
    let turn = tick()
    lines[taker, default: Line(turn: turn)].waiting.append(entry)
  }

  /// How many entries have their turn before another one of the taker's would.
  func turns(before taker: Int32) -> Int {
    let length = lines[taker]?.waiting.count ?? 0
    return lines.reduce(0) { turns, line in
      turns + (line.key == taker ? length : min(line.value.waiting.count, length + 1))
    }
  }

  /// Takes the newest entry of the longest line when that is more than twice as long as the taker's would be with one more: between
  /// lines that differ by chance, who has waited is not sent away for who has not.
  mutating func giveWay(to taker: Int32) -> Entry? {
    let length = lines[taker]?.waiting.count ?? 0
    guard let longest = lines.max(by: { ($0.value.waiting.count, $1.key) < ($1.value.waiting.count, $0.key) }),
      longest.value.waiting.count > 2 * (length + 1)
    else { return nil }
    count -= 1
    return lines[longest.key]?.waiting.popLast()
  }

  /// Takes the entry whose turn it is, which then is in work.
  /// - Parameter spares: Only takers with nothing in work have a turn.
  mutating func next(sparing spares: Bool) -> Entry? {
    let candidates = lines.lazy.filter { !$0.value.waiting.isEmpty && !(spares && $0.value.inWork > 0) }
    guard let taker = candidates.min(by: { ($0.value.inWork, $0.value.turn) < ($1.value.inWork, $1.value.turn) })?.key,
      var line = lines[taker]
    else { return nil }
    count -= 1
    let entry = line.waiting.removeFirst()
    line.inWork += 1
    line.turn = tick()
    lines[taker] = line
    return entry
  }

  /// An entry of the taker that had its turn before is in work again.
  mutating func resume(_ taker: Int32) {
    lines[taker, default: Line(turn: turns)].inWork += 1
  }

  /// An entry of the taker is no longer in work.
  mutating func ended(_ taker: Int32) {
    lines[taker]?.inWork -= 1
    removeLineIfIdle(taker)
  }

  /// Takes the entries that `isLeaving` says, whoever's they are.
  mutating func remove(where isLeaving: (Entry) -> Bool) -> [Entry] {
    var removed: [Entry] = []
    for taker in lines.keys.sorted() {
      removed += (lines[taker]?.waiting ?? []).filter(isLeaving)
      lines[taker]?.waiting.removeAll(where: isLeaving)
      removeLineIfIdle(taker)
    }
    count -= removed.count
    return removed
  }

  mutating func removeAll() -> [Entry] { remove { _ in true } }

  private mutating func removeLineIfIdle(_ taker: Int32) {
    if let line = lines[taker], line.waiting.isEmpty, line.inWork == 0 { lines[taker] = nil }
  }

  private mutating func tick() -> UInt64 {
    turns += 1
    return turns
  }
}
