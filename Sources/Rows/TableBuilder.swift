/// Fills a `Table` cell by cell, in row order.
public struct TableBuilder: Sendable {
  public let columns: [Column]
  private var bytes: [UInt8] = []
  private var starts: [UInt32] = []
  private var lengths: [Int32] = []

  /// Reserves room for `rows` rows and `byteCount` bytes of cells.
  public init(columns: [Column], rows: Int = 0, byteCount: Int = 0) {
    self.columns = columns
    bytes.reserveCapacity(byteCount)
    starts.reserveCapacity(rows * columns.count)
    lengths.reserveCapacity(rows * columns.count)
  }

  public mutating func appendNull() {
    starts.append(UInt32(bytes.count))
    lengths.append(-1)
  }

  public mutating func append(_ cell: some Collection<UInt8>) {
    starts.append(UInt32(bytes.count))
    lengths.append(Int32(cell.count))
    bytes.append(contentsOf: cell)
  }

  /// The table of all complete rows; cells of an incomplete last row are dropped.
  public consuming func finish() -> Table {
    let rowCount = columns.isEmpty ? 0 : lengths.count / columns.count
    return Table(columns: columns, rowCount: rowCount, bytes: bytes, starts: starts, lengths: lengths)
  }
}
