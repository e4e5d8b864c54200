import CLibPQ
import Rows

/// Owns a `PGresult`.
///
/// Invariant: the pointer is valid from init to deinit and never leaves this type; libpq never changes a finished result.
@safe final class ResultHandle {
  private let result: OpaquePointer

  init(adopting result: OpaquePointer) {
    unsafe self.result = result
  }

  deinit {
    unsafe PQclear(result)
  }

  enum Kind { case rows, command, failure, skipped, sync, unsupported }

  var kind: Kind {
    switch unsafe PQresultStatus(result) {
    case PGRES_TUPLES_OK: .rows
    case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .command
    case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: .failure
    case PGRES_PIPELINE_ABORTED: .skipped
    case PGRES_PIPELINE_SYNC: .sync
    default: .unsupported
    }
  }

  /// `SELECT 3`, `COMMIT`, …
  var commandTag: String { unsafe String(cString: PQcmdStatus(result)) }

  var error: DatabaseError {
    DatabaseError(
      sqlState: field("C") ?? "08006",
      message: field("M") ?? summary,
      detail: field("D"), hint: field("H"), context: field("W"), constraint: field("n"),
      position: field("P").flatMap { Int($0) })
  }

  private var summary: String { unsafe String(cString: PQresultErrorMessage(result)) }

  /// Whether the server closes the connection after this error.
  var endsConnection: Bool { field("V") == "FATAL" || field("V") == "PANIC" }

  /// Field codes: https://www.postgresql.org/docs/15/protocol-error-fields.html
  private func field(_ code: Unicode.Scalar) -> String? {
    unsafe PQresultErrorField(result, Int32(code.value)).map { unsafe String(cString: $0) }
  }

  // MARK: rows

  var rowCount: Int { Int(unsafe PQntuples(result)) }
  var columnCount: Int { Int(unsafe PQnfields(result)) }
  var memoryBytes: Int { unsafe PQresultMemorySize(result) }

  func columnName(_ column: Int) -> String {
    unsafe PQfname(result, Int32(column)).map { unsafe String(cString: $0) } ?? ""
  }

  func columnType(_ column: Int) -> TypeID { TypeID(unsafe PQftype(result, Int32(column))) }

  /// Copies every cell once.
  func table(columns: [Column]) -> Table {
    let rows = unsafe PQntuples(result)
    let width = Int32(columns.count)
    var builder = TableBuilder(columns: columns, rows: Int(rows), byteCount: cellBytesMax(rows: Int(rows), columns: columns.count))
    for row in 0..<rows {
      for column in 0..<width {
        let length = unsafe PQgetlength(result, row, column)
        if length == 0, unsafe PQgetisnull(result, row, column) == 1 {
          builder.appendNull()
        } else {
          let cell = unsafe UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(length))
          unsafe builder.append(cell.bytes)
        }
      }
    }
    return builder.finish()
  }

  /// What the cells take at most: libpq stores with each a length, a pointer and a NUL, and a pointer with each row.
  private func cellBytesMax(rows: Int, columns: Int) -> Int {
    max(0, memoryBytes - rows * (8 + 17 * columns))
  }
}

/// The OID of a type in `pg_type`.
struct TypeID: Hashable, Sendable {
  let number: UInt32
  init(_ number: UInt32) { self.number = number }
}
