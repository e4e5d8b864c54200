import Glibc
import Postgres
import Testing

/// The database the live tests run against; they fail without one instead of being skipped.
enum TestDatabase {
  struct Missing: Error, CustomStringConvertible {
    let variable: String
    var description: String { "\(variable) is not set: run these tests with ./dev test" }
  }

  static var address: String {
    get throws { try value("HEIRLOOM_TEST_DATABASE") }
  }

  static func connect(preparedStatementsMax: Int = 256, resultBytesMax: Int = 1 << 20) throws -> Connection {
    try Connection(
      ConnectionSettings(
        address: try address, preparedStatementsMax: preparedStatementsMax, resultBytesMax: resultBytesMax))
  }

  private static func value(_ variable: String) throws -> String {
    guard let value = unsafe getenv(variable) else { throw Missing(variable: variable) }
    return unsafe String(cString: value)
  }
}

extension ContinuousClock.Instant {
  static var soon: Self { .now + .seconds(10) }
}
