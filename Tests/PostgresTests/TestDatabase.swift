import Glibc
import Postgres
import Rows
import Testing

/// The database the live tests run against; they fail without one instead of being skipped.
enum TestDatabase {
  struct Missing: Error, CustomStringConvertible {
    let variable: String
    var description: String { "\(variable) is not set: run these tests with ./dev test" }
  }

  static var address: String {
    get throws {
      guard let value = unsafe getenv("HEIRLOOM_TEST_DATABASE") else { throw Missing(variable: "HEIRLOOM_TEST_DATABASE") }
      return unsafe String(cString: value)
    }
  }

  static func connect(
    preparedStatementsMax: Int = 256, preparedTextBytesMax: Int = 256 << 10, resultBytesMax: Int = 1 << 20,
    canceller: Canceller = Canceller()
  ) throws -> Connection {
    try Connection(
      ConnectionSettings(
        address: try address, preparedStatementsMax: preparedStatementsMax, preparedTextBytesMax: preparedTextBytesMax,
        resultBytesMax: resultBytesMax),
      canceller: canceller)
  }

  /// The test database's address with another parameter.
  static func address(_ parameter: String) throws -> String { try "\(address)&\(parameter)" }

  /// Runs `body` with a fresh schema first in the search path of a connection, and drops the schema.
  static func withSchema<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    let connection = try connect()
    let schema = "test_\(UInt64.random(in: 0...UInt64.max))"
    try connection.script("create schema \(schema); set search_path = \(schema)")
    defer { try? TestDatabase.connect().script("set client_min_messages = error; drop schema \(schema) cascade") }
    return try body(connection)
  }
}

extension ContinuousClock.Instant {
  static var soon: Self { .now + .seconds(20) }
}

extension Parameter {
  static func text(_ value: String) -> Parameter { .text(Array(value.utf8)) }
}

/// A result as a test compares it: everything in text.
enum Outcome: Equatable, CustomStringConvertible {
  case rows([[String?]])
  case failure(String)
  case skipped

  init(_ outcome: StatementOutcome) {
    switch outcome {
    case .rows(let table): self = .rows(table.texts)
    case .failure(let error): self = .failure(error.sqlState)
    case .skipped: self = .skipped
    }
  }

  var description: String {
    switch self {
    case .rows(let rows): "rows(\(rows))"
    case .failure(let state): "failure(\(state))"
    case .skipped: "skipped"
    }
  }
}

extension Table {
  var texts: [[String?]] {
    (0..<rowCount).map { row in
      columns.indices.map { column in
        text(row: row, column: column) ?? integer(row: row, column: column).map(String.init)
          ?? boolean(row: row, column: column).map(String.init)
      }
    }
  }
}

extension Connection {
  /// A flush as a test writes it.
  func flush(_ texts: String..., within time: Duration = .seconds(20)) throws -> [Outcome] {
    try flush(texts.map { Statement($0) }, deadline: .now + time).map(Outcome.init)
  }
}
