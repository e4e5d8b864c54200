/// Rows: an immutable table of cells, the only type the executor and the database client share.
///
/// A cell is the bytes of one value in PostgreSQL's binary format (network byte order), or null. Nothing here
/// interprets them: the database client fills tables, the executor reads them.

/// What the bytes of a cell mean; the layouts are those of PostgreSQL's binary send functions.
public enum CellType: UInt8, Sendable {
  case boolean, int16, int32, int64, float32, float64, numeric
  case text, uuid, date, timestamp, json, jsonb, bytes
}

/// The name and type of one column of a table; `isArray` means a one-dimensional array of `type`.
public struct Column: Sendable, Hashable {
  public let name: String
  public let type: CellType
  public let isArray: Bool

  public init(name: String, type: CellType, isArray: Bool = false) {
    self.name = name
    self.type = type
    self.isArray = isArray
  }
}

/// An immutable table: all cells in one byte array, row after row. At most 4 GiB of cell bytes.
public final class Table: Sendable {
  public let columns: [Column]
  public let rowCount: Int
  /// The bytes of every cell, in row order; read through `cell(row:column:)`.
  public let bytes: [UInt8]
  @usableFromInline let starts: [UInt32]
  @usableFromInline let lengths: [Int32]

  init(columns: [Column], rowCount: Int, bytes: [UInt8], starts: [UInt32], lengths: [Int32]) {
    self.columns = columns
    self.rowCount = rowCount
    self.bytes = bytes
    self.starts = starts
    self.lengths = lengths
  }

  /// Where in `bytes` a cell lies; null cells give nil. Traps on a row or column that does not exist.
  @inlinable
  public func cell(row: Int, column: Int) -> Range<Int>? {
    let index = row &* columns.count &+ column
    let length = Int(lengths[index])
    guard length >= 0 else { return nil }
    let start = Int(starts[index])
    return start..<(start &+ length)
  }
}
