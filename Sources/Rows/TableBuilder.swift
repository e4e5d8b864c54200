/// Fills a `Table` cell by cell, in row order.
public struct TableBuilder: Sendable {
  public let columns: [Column]
  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var starts: [UInt32] = []
  @usableFromInline var lengths: [Int32] = []

  /// Reserves room for `rows` rows and `byteCount` bytes of cells.
  public init(columns: [Column], rows: Int = 0, byteCount: Int = 0) {
    self.columns = columns
    bytes.reserveCapacity(byteCount)
    starts.reserveCapacity(rows * columns.count)
    lengths.reserveCapacity(rows * columns.count)
  }

  @inlinable
  public mutating func appendNull() {
    starts.append(UInt32(bytes.count))
    lengths.append(-1)
  }

  @inlinable
  public mutating func append(_ cell: some Collection<UInt8>) {
    starts.append(UInt32(bytes.count))
    lengths.append(Int32(cell.count))
    bytes.append(contentsOf: cell)
  }

  /// Copies a cell straight from the memory of whoever received it.
  @inlinable
  public mutating func append(_ cell: RawSpan) {
    starts.append(UInt32(bytes.count))
    lengths.append(Int32(cell.byteCount))
    unsafe cell.withUnsafeBytes { source in unsafe bytes.append(contentsOf: source) }
  }

  /// The table of all complete rows; cells of an incomplete last row are dropped.
  public consuming func finish() -> Table {
    let rowCount = columns.isEmpty ? 0 : lengths.count / columns.count
    return Table(columns: columns, rowCount: rowCount, bytes: bytes, starts: starts, lengths: lengths)
  }
}
