/// Rows of several shapes in one table: each row is a number, which says of what shape, and a record with the cells.
///
/// The layout of a record is that of PostgreSQL's record_send: the number of cells; for each its type, length (-1: null) and bytes.

/// The rows of one shape. Their cells stay where they are, among the bytes of the table they came in.
public struct RecordRows: Sendable {
  /// PostgreSQL's numbers of the types of the cells, as the first row has them; empty without rows.
  public fileprivate(set) var types: [UInt32] = []
  fileprivate var starts: [UInt32] = []
  fileprivate var lengths: [Int32] = []

  /// The rows as a table; nil when the columns are not as many as the records' cells.
  public func table(columns: [Column], in source: Table) -> Table? {
    guard types.count == columns.count || types.isEmpty else { return nil }
    let rowCount = columns.isEmpty ? 0 : lengths.count / columns.count
    return Table(columns: columns, rowCount: rowCount, bytes: source.bytes, starts: starts, lengths: lengths)
  }
}

extension Table {
  /// The rows of shapes 0 to `count - 1`; nil when something is no such number or no such record.
  public func records(ofShapes count: Int) -> [RecordRows]? {
    guard columns.count == 2, columns[0].type == .int16 else { return nil }
    let bytes = bytes
    var shapes = [RecordRows](repeating: RecordRows(), count: count)
    var row = 0
    while row < rowCount {
      guard let first = number(row: row) else { return nil }
      guard shapes.indices.contains(first) else { return nil }
      var shape = RecordRows()
      swap(&shape, &shapes[first])
      // Rows of a shape come together.
      let end = (row..<rowCount).first { number(row: $0) != first } ?? rowCount
      for row in row..<end {
        guard let cell = cell(row: row, column: 1), shape.append(cell, of: bytes.span, expecting: end - row) else { return nil }
      }
      swap(&shape, &shapes[first])
      row = end
    }
    return shapes
  }

  private func number(row: Int) -> Int? {
    guard let cell = cell(row: row, column: 0), cell.count == 2 else { return nil }
    return Int(bytes[cell.lowerBound]) << 8 | Int(bytes[cell.lowerBound + 1])
  }
}

extension RecordRows {
  /// Takes in one record, of so many that are to come; false when it is none, or has not as many cells as those before.
  fileprivate mutating func append(_ record: Range<Int>, of bytes: Span<UInt8>, expecting rowCount: Int) -> Bool {
    guard record.count >= 4 else { return false }
    let count = Int(bytes.bigEndian(at: record.lowerBound))
    var position = record.lowerBound + 4
    guard count <= record.count / 8 else { return false }
    let isFirst = types.isEmpty
    guard isFirst || types.count == count else { return false }
    if isFirst {
      types.reserveCapacity(count)
      starts.reserveCapacity(rowCount * count)
      lengths.reserveCapacity(rowCount * count)
    }
    for _ in 0..<count {
      guard position + 8 <= record.upperBound else { return false }
      if isFirst { types.append(bytes.bigEndian(at: position)) }
      let length = Int32(bitPattern: bytes.bigEndian(at: position + 4))
      position += 8
      guard Int(length) <= record.upperBound - position else { return false }
      starts.append(UInt32(truncatingIfNeeded: position))
      lengths.append(length)
      position += max(0, Int(length))
    }
    return position == record.upperBound
  }
}

extension Span<UInt8> {
  fileprivate func bigEndian(at position: Int) -> UInt32 {
    UInt32(self[position]) << 24 | UInt32(self[position + 1]) << 16 | UInt32(self[position + 2]) << 8 | UInt32(self[position + 3])
  }
}
