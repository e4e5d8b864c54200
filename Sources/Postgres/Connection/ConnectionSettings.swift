/// How to reach the database and how much one connection may hold.
public struct ConnectionSettings: Sendable, Hashable {
  /// A libpq URI (`postgresql://…`) or `key=value` string; what it says wins over the defaults below.
  public var address: String
  /// Distinct statement texts kept prepared; the least recently used one beyond is dropped.
  public var preparedStatementsMax: Int
  /// Bytes of all texts kept prepared: the server keeps up to 150 bytes of plans for each. One text is kept however long.
  public var preparedTextBytesMax: Int
  /// Bytes of one result; a larger one becomes a failure with SQLSTATE 54000.
  public var resultBytesMax: Int
  /// Commands run once after connecting, such as settings of the session.
  public var sessionCommands: [String]

  public init(
    address: String, preparedStatementsMax: Int = 256, preparedTextBytesMax: Int = 256 << 10, resultBytesMax: Int = 256 << 20,
    sessionCommands: [String] = []
  ) {
    self.address = address
    self.sessionCommands = sessionCommands
    self.preparedStatementsMax = preparedStatementsMax
    self.preparedTextBytesMax = preparedTextBytesMax
    self.resultBytesMax = min(resultBytesMax, Int(UInt32.max))
  }

  /// Seconds to wait for one host, unless the address says otherwise.
  static let connectTimeoutSeconds = 3

  /// Keywords libpq reads before the address. Together they notice a dead peer within ten seconds.
  static let defaults: [(keyword: String, value: String)] = [
    ("application_name", "heirloom"),
    ("keepalives", "1"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "2"),
    ("tcp_user_timeout", "5000"),
    ("gssencmode", "disable"),
  ]
}
