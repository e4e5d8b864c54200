public import Rows

/// One SQL command and the values of its parameters `$1`, `$2`, …
///
/// The text is what the server prepares and what the connection's cache is keyed by: put values into parameters, never into it.
public struct Statement: Sendable, Hashable {
  public var text: String
  public var parameters: [Parameter]

  public init(_ text: String, _ parameters: [Parameter] = []) {
    self.text = text
    self.parameters = parameters
  }
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
