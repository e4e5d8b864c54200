import Rows

/// The rows of one call, grouped by the parent each answers. Groups keep the order the rows came in.
final class CallResult {
  let table: Table
  /// Where each group begins in `order`, and the end of the last.
  private let starts: [Int32]
  private let order: [Int32]
  /// Of a connection's call: where the cursor of a row stands, else -1.
  private let cursorColumn: Int32

  /// All rows in one group, for a call without keys.
  init(table: Table, cursorColumn: Int32) {
    self.table = table
    self.cursorColumn = cursorColumn
    starts = [0, Int32(table.rowCount)]
    order = Array(0..<Int32(table.rowCount))
  }

  /// Rows whose key was not asked for belong to no group.
  init(table: Table, keyColumns: Int, keys: KeyIndex, cursorColumn: Int32) {
    self.table = table
    self.cursorColumn = cursorColumn
    var groups = [Int32](repeating: -1, count: table.rowCount)
    var starts = [Int32](repeating: 0, count: keys.count + 1)
    for row in 0..<table.rowCount {
      guard let group = Self.group(row, table, keyColumns, keys) else { continue }
      groups[row] = Int32(group)
      starts[group + 1] += 1
    }
    for group in 0..<keys.count { starts[group + 1] += starts[group] }
    var next = starts
    var order = [Int32](repeating: 0, count: Int(starts[keys.count]))
    for row in 0..<table.rowCount where groups[row] >= 0 {
      let group = Int(groups[row])
      order[Int(next[group])] = Int32(row)
      next[group] += 1
    }
    self.starts = starts
    self.order = order
  }

  var groupCount: Int { starts.count - 1 }

  /// The rows that are objects, of all groups.
  var elementCount: Int {
    guard cursorColumn >= 0 else { return order.count }
    return order.reduce(0) { $0 + (table.cell(row: Int($1), column: Int(cursorColumn)) == nil ? 0 : 1) }
  }

  func rows(ofGroup group: Int) -> ArraySlice<Int32> { order[Int(starts[group])..<Int(starts[group + 1])] }

  /// The rows of a group that are objects: those of a page but for the one row of an empty page, which has no cursor.
  func elements(ofGroup group: Int) -> ArraySlice<Int32> {
    let rows = rows(ofGroup: group)
    guard cursorColumn >= 0, let first = rows.first, table.cell(row: Int(first), column: Int(cursorColumn)) == nil else { return rows }
    return rows.dropFirst()
  }

  private static func group(_ row: Int, _ table: Table, _ keyColumns: Int, _ keys: KeyIndex) -> Int? {
    if keyColumns == 1 {
      guard let range = table.cell(row: row, column: 0) else { return nil }
      return keys.find(table.bytes[range])
    }
    var key: [UInt8] = []
    for column in 0..<keyColumns {
      guard let range = table.cell(row: row, column: column) else { return nil }
      key.append(keyPart: table.bytes[range])
    }
    return keys.find(key[...])
  }
}

/// Collects the distinct keys of one call, in columns.
struct KeyGatherer {
  private(set) var index = KeyIndex()
  private var columns: [KeyColumn] = []
  private let keepsColumns: Bool
  private var parts: [(cell: ArraySlice<UInt8>, type: CellType)] = []

  /// - Parameter keepsColumns: Whether `parameters` will be asked for.
  init(keepsColumns: Bool) { self.keepsColumns = keepsColumns }

  /// Starts the next key.
  mutating func begin() { parts.removeAll(keepingCapacity: true) }

  mutating func append(_ cell: ArraySlice<UInt8>, type: CellType) { parts.append((cell, type)) }

  /// The number of the key begun last.
  mutating func end() -> Int32 {
    let inserted: (index: Int, isNew: Bool)
    if parts.count == 1 {
      inserted = index.insert(parts[0].cell)
    } else {
      var key: [UInt8] = []
      for part in parts { key.append(keyPart: part.cell) }
      inserted = index.insert(key[...])
    }
    if inserted.isNew, keepsColumns {
      if columns.isEmpty { columns = parts.map { KeyColumn(type: $0.type) } }
      for (column, part) in parts.enumerated() { columns[column].append(part.cell) }
    }
    return Int32(inserted.index)
  }

  func parameters() -> [Parameter] { columns.map { $0.parameter() } }
}

extension [UInt8] {
  /// One cell of a key of several cells, its length before it.
  mutating func append(keyPart cell: ArraySlice<UInt8>) {
    append(bigEndian: UInt32(cell.count))
    append(contentsOf: cell)
  }
}
