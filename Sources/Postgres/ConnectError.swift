/// Why no connection could be made; `description` is one line for an operator.
public struct ConnectError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// The address itself cannot be read.
    case address
    /// Nothing answers there: no such host or socket, or the connection is refused.
    case unreachable
    case timeout
    /// Wrong or missing password, unknown role, or the server's host rules refuse it (SQLSTATE class 28).
    case credentials
    case databaseMissing
    case tooManyConnections
    /// The server is starting up or shutting down.
    case notReady
    /// The database's encoding is not UTF-8.
    case encoding
    case other
  }

  public let reason: Reason
  public let sqlState: String?
  /// What libpq or the server said, in one line.
  public let message: String

  public init(_ reason: Reason, sqlState: String? = nil, message: String) {
    self.reason = reason
    self.sqlState = sqlState
    self.message = message
  }

  /// From libpq's error text at verbosity VERBOSE, which has the SQLSTATE between severity and message.
  init(report: String, passwordMissing: Bool) {
    let line = report.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? "no connection"
    let sqlState = Self.sqlState(in: line)
    self.init(passwordMissing ? .credentials : Self.reason(of: sqlState), sqlState: sqlState, message: line)
  }

  public var description: String {
    switch reason {
    case .address: "the database address cannot be read: \(message)"
    case .unreachable: "the database cannot be reached: \(message)"
    case .timeout: "the database did not answer in time: \(message)"
    case .credentials: "the database refused the user or password: \(message)"
    case .databaseMissing: "the database does not exist: \(message)"
    case .tooManyConnections: "the database has no connection left: \(message)"
    case .notReady: "the database is starting up or shutting down: \(message)"
    case .encoding: "the database is not in UTF-8: \(message)"
    case .other: "no connection to the database: \(message)"
    }
  }

  private static func reason(of sqlState: String?) -> Reason {
    guard let sqlState else { return .unreachable }
    switch sqlState {
    case "3D000": return .databaseMissing
    case "53300": return .tooManyConnections
    case "57P03", "57P01", "57P02": return .notReady
    default: return sqlState.hasPrefix("28") ? .credentials : .other
    }
  }

  /// Finds `:  28P01: `, the form every language of the server shares.
  private static func sqlState(in line: String) -> String? {
    let bytes = Array(line.utf8)
    guard bytes.count >= 10 else { return nil }
    for start in 0...(bytes.count - 10) where bytes[start] == UInt8(ascii: ":") {
      let state = bytes[(start + 3)..<(start + 8)]
      guard bytes[start + 1] == UInt8(ascii: " "), bytes[start + 2] == UInt8(ascii: " "),
        bytes[start + 8] == UInt8(ascii: ":"), bytes[start + 9] == UInt8(ascii: " "),
        state.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
      else { continue }
      return String(decoding: state, as: UTF8.self)
    }
    return nil
  }
}
