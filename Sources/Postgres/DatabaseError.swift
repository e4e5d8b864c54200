/// An error the server reported for a statement.
///
/// Everything except `sqlState` may quote data of any tenant: it is for the log. `description` therefore holds the state alone.
public struct DatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Five characters: https://www.postgresql.org/docs/15/errcodes-appendix.html, or FWnnn where a procedure raised it.
  public let sqlState: String
  /// The server's primary message; of an FWnnn error the stable code meant for clients.
  public let message: String
  public let detail: String?
  public let hint: String?
  /// The call stack of procedures, innermost first.
  public let context: String?
  public let constraint: String?
  /// Where in the statement's text, in characters counted from 1.
  public let position: Int?

  public init(
    sqlState: String, message: String, detail: String? = nil, hint: String? = nil, context: String? = nil,
    constraint: String? = nil, position: Int? = nil
  ) {
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
    self.hint = hint
    self.context = context
    self.constraint = constraint
    self.position = position
  }

  public var description: String { "SQLSTATE \(sqlState)" }

  /// The lines of `context` that name procedures and lines in them, which quote no values.
  public var procedures: [String] {
    (context ?? "").split(separator: "\n").filter { $0.hasPrefix("PL/pgSQL function ") }.map(String.init)
  }

  /// Everything the server said, over several lines, for whoever operates the database; never for a client.
  public func explanation(of text: String? = nil) -> String {
    var lines = ["\(sqlState): \(message)"]
    if let text, let position, let place = Self.place(of: position, in: text) {
      lines.append("at line \(place.line), column \(place.column): \(place.content)")
    }
    if let detail { lines.append("detail: \(detail)") }
    if let hint { lines.append("hint: \(hint)") }
    if let context { lines.append("context: \(context)") }
    return lines.joined(separator: "\n")
  }

  /// PostgreSQL counts code points, so the search does too.
  private static func place(of position: Int, in text: String) -> (line: Int, column: Int, content: String)? {
    let scalars = text.unicodeScalars
    guard position >= 1, let target = scalars.index(scalars.startIndex, offsetBy: position - 1, limitedBy: scalars.endIndex)
    else { return nil }
    let before = scalars[..<target]
    let lineStart = before.lastIndex(of: "\n").map { scalars.index(after: $0) } ?? scalars.startIndex
    let lineEnd = scalars[target...].firstIndex(of: "\n") ?? scalars.endIndex
    return (
      line: before.count { $0 == "\n" } + 1,
      column: scalars.distance(from: lineStart, to: target) + 1,
      content: String(scalars[lineStart..<lineEnd])
    )
  }
}

/// Why a flush gave no outcomes. The connection is spent, unless nothing had been sent yet: `isUsable` tells.
public enum ConnectionError: Error, Sendable, Hashable {
  /// The deadline passed; if statements were running, the server has been asked to cancel them.
  case deadlinePassed
  /// `CancellationHandle.cancel()` was called.
  case cancelled
  /// The connection failed or the server ended it, with its last words if there were any. Whether statements took effect is unknown.
  case broken(DatabaseError?)
  /// The connection had already been given up before.
  case spent
}

/// Why a single query or script failed.
public enum QueryError: Error, Sendable, Hashable {
  case database(DatabaseError)
  case connection(ConnectionError)
}
