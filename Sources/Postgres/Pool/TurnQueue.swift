/// What waits, in one line for each taker: the oldest first within a line, and the lines in turn.
///
/// Next is the line whose taker has the fewest entries in work, among those the one whose turn was longest ago. So a
/// taker who sends much, or what takes long, waits behind itself and not before the others.
struct TurnQueue<Entry: Sendable>: Sendable {
  private struct Line: Sendable {
    let taker: Int32
    var waiting: [Entry] = []
    var inWork = 0
    /// When it had its last turn, or came.
    var turn: UInt64

    var isIdle: Bool { waiting.isEmpty && inWork == 0 }
  }

  /// Of those who have something waiting or in work, in no order: they are few, and going through them costs less than hashing.
  private var lines: [Line] = []
  private var turns: UInt64 = 0
  /// Entries waiting.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  var waiting: [Entry] { lines.flatMap(\.waiting) }

  /// Whether the taker has nothing in work and nothing waiting.
  func isIdle(_ taker: Int32) -> Bool { place(of: taker) == nil }

  mutating func append(_ entry: Entry, of taker: Int32) {
    count += 1
    lines[join(taker)].waiting.append(entry)
  }

  /// How many entries have their turn before another one of the taker's would.
  func turns(before taker: Int32) -> Int {
    let length = place(of: taker).map { lines[$0].waiting.count } ?? 0
    return lines.reduce(0) { $0 + min($1.waiting.count, $1.taker == taker ? length : length + 1) }
  }

  /// Takes the newest entry of the longest line when that is more than twice as long as the taker's would be with one more: between
  /// lines that differ by chance, who has waited is not sent away for who has not.
  mutating func giveWay(to taker: Int32) -> Entry? {
    let length = place(of: taker).map { lines[$0].waiting.count } ?? 0
    let longest = lines.indices.max {
      (lines[$0].waiting.count, lines[$1].taker) < (lines[$1].waiting.count, lines[$0].taker)
    }
    guard let longest, lines[longest].waiting.count > 2 * (length + 1) else { return nil }
    count -= 1
    return lines[longest].waiting.popLast()
  }

  /// Takes the entry whose turn it is, which then is in work.
  /// - Parameter spares: Only takers with nothing in work have a turn.
  mutating func next(sparing spares: Bool) -> Entry? {
    var first: Int?
    for (place, line) in lines.enumerated() where !line.waiting.isEmpty && !(spares && line.inWork > 0) {
      if let first, (lines[first].inWork, lines[first].turn) < (line.inWork, line.turn) { continue }
      first = place
    }
    guard let place = first else { return nil }
    count -= 1
    turns += 1
    lines[place].turn = turns
    lines[place].inWork += 1
    return lines[place].waiting.removeFirst()
  }

  /// An entry of the taker that had its turn before is in work again.
  mutating func resume(_ taker: Int32) {
    lines[join(taker)].inWork += 1
  }

  /// An entry of the taker is no longer in work.
  mutating func ended(_ taker: Int32) {
    guard let place = place(of: taker) else { return }
    lines[place].inWork -= 1
    if lines[place].isIdle { lines.remove(at: place) }
  }

  /// Takes the entries that `isLeaving` says, whoever's they are.
  mutating func remove(where isLeaving: (Entry) -> Bool) -> [Entry] {
    var removed: [Entry] = []
    for place in lines.indices.sorted(by: { lines[$0].taker < lines[$1].taker }) {
      removed += lines[place].waiting.filter(isLeaving)
      lines[place].waiting.removeAll(where: isLeaving)
    }
    count -= removed.count
    lines.removeAll(where: \.isIdle)
    return removed
  }

  mutating func removeAll() -> [Entry] { remove { _ in true } }

  private func place(of taker: Int32) -> Int? { lines.firstIndex { $0.taker == taker } }

  /// Where the taker's line is, which begins if there is none.
  private mutating func join(_ taker: Int32) -> Int {
    if let place = place(of: taker) { return place }
    turns += 1
    lines.append(Line(taker: taker, turn: turns))
    return lines.count - 1
  }
}
