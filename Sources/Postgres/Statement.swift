public import Rows

/// One SQL command and the values of its parameters `$1`, `$2`, …
///
/// The text is what the server prepares and what the connection's cache is keyed by: put values into parameters, never into it.
public struct Statement: Sendable, Hashable {
  public var text: StatementText
  public var parameters: [Parameter]

  public init(_ text: StatementText, _ parameters: [Parameter] = []) {
    self.text = text
    self.parameters = parameters
  }

  public init(_ text: String, _ parameters: [Parameter] = []) {
    self.init(StatementText(text), parameters)
  }
}

/// The text of an SQL command, which is hashed once: keep those that are used often.
public struct StatementText: Sendable, Hashable {
  public let string: String
  private let hash: Int

  public init(_ string: String) {
    self.string = string
    hash = string.hashValue
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  public static func == (left: Self, right: Self) -> Bool { left.hash == right.hash && left.string == right.string }
}

/// What became of one statement of a flush.
public enum StatementOutcome: Sendable {
  /// Its rows; a command that returns none gives a table without columns.
  case rows(Table)
  case failure(DatabaseError)
  /// Not run, because an earlier statement of the flush failed.
  case skipped
}

/// Whether a connection stands inside a transaction.
public enum TransactionStatus: Sendable, Hashable {
  case idle
  case open
  /// Inside a transaction that failed: nothing but `rollback` will run.
  case failed
}
