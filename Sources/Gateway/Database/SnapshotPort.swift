import GraphQLExecution
import Postgres
import Rows

/// The rows of one request: all its calls in one read-only transaction, which is one snapshot.
///
/// The first flush opens the transaction and says who asks, the last one ends it; nothing takes a round trip of its own. A
/// request of one flush is a transaction without saying so: the server ends it with the flush.
struct SnapshotPort: ProcedurePort {
  let connection: Connection
  /// The text of each of the plan's calls.
  let statements: [StatementText]
  /// All of them as one statement, if they are to be made so.
  let whole: WholeStatement?
  let caller: Caller?
  let requestID: String
  let deadline: ContinuousClock.Instant
  /// Told of everything the database reports, for the log.
  let report: (_ error: DatabaseError, _ statement: StatementText) -> Void
  /// Told of each flush's calls, by their places in the plan.
  let observe: (_ calls: [ProcedureCall]) -> Void
  private(set) var callCount = 0
  private(set) var flushCount = 0
  private(set) var rowCount = 0
  /// How the rows came: by levels also when one statement for all calls failed.
  private(set) var flight = Flight.levels
  /// Why one statement for all calls failed, if it did.
  private(set) var wholeError: DatabaseError?
  /// What the caller's API key may do, once the transaction is open; nil for users.
  private(set) var grant: KeyGrant?
  /// Whether the caller is one the database knows, and refused.
  private(set) var refusedKnownCaller = false
  /// How long the request's one flush kept the connection, where it was a transaction by itself.
  private(set) var flushTime: Duration?
  /// Whether the request's flush was sent behind those of others that were on their way.
  private(set) var hasJoined = false
  private var isOpen = false
  /// The flush that was sent before it is waited for: who asks, and the calls.
  private var ahead: (identification: Statement, statements: [Statement])?

  init(
    connection: Connection, statements: [StatementText], whole: WholeStatement?, caller: Caller?, requestID: String,
    deadline: ContinuousClock.Instant,
    report: @escaping (DatabaseError, StatementText) -> Void, observe: @escaping ([ProcedureCall]) -> Void
  ) {
    self.connection = connection
    self.statements = statements
    self.whole = whole
    self.caller = caller
    self.requestID = requestID
    self.deadline = deadline
    self.report = report
    self.observe = observe
  }

  mutating func flush(_ calls: [ProcedureCall], isLast: Bool) throws(CallFailure) -> [CallOutcome] {
    let batch = ahead?.statements ?? statements(calls)
    let outcomes = try flush(batch, making: calls, isLast: isLast)
    for case .rows(let table) in outcomes { rowCount += table.rowCount }
    return zip(outcomes, batch).map { answer($0, $1) }
  }

  private func statements(_ calls: [ProcedureCall]) -> [Statement] {
    calls.map { Statement(statements[$0.index], $0.parameters) }
  }

  var callsAtOnce: Bool { whole != nil }

  mutating func send(_ calls: [ProcedureCall]) throws(CallFailure) { try sendAhead(statements(calls)) }

  mutating func sendAll(_ calls: [ProcedureCall?]) throws(CallFailure) {
    if let whole { try sendAhead([whole.statement(calls)]) }
  }

  private mutating func sendAhead(_ statements: [Statement]) throws(CallFailure) {
    let identification = identification()
    hasJoined = connection.hasFlushUnderWay
    do throws(ConnectionError) {
      try connection.start([identification] + statements, deadline: deadline)
    } catch {
      throw CallFailure(error)
    }
    ahead = (identification, statements)
  }

  mutating func flushAll(_ calls: [ProcedureCall?]) throws(CallFailure) -> [Table]? {
    guard let whole else { return nil }
    let outcomes = try flush(ahead?.statements ?? [whole.statement(calls)], making: calls.compactMap(\.self), isLast: true)
    switch outcomes.first {
    case .rows(let table):
      guard let tables = try tables(of: table, whole) else { return nil }
      flight = .one
      rowCount += table.rowCount
      return tables
    case .failure(let error):
      wholeError = error
      let failure = CallFailure(error)
      // What was too much at once may not be by levels.
      if failure.endsRequest, !error.sqlState.hasPrefix("53") {
        report(error, whole.text)
        throw failure
      }
      try restart()
      return nil
    case .skipped, nil: return nil
    }
  }

  private func tables(of table: Table, _ whole: WholeStatement) throws(CallFailure) -> [Table]? {
    do throws(ConnectionError) {
      return try connection.tables(of: table, columns: whole.columns, deadline: deadline)
    } catch {
      throw CallFailure(error)
    }
  }

  /// Runs statements in the transaction, which the first flush opens and the last ends; what became of each.
  private mutating func flush(
    _ statements: [Statement], making calls: [ProcedureCall], isLast: Bool
  ) throws(CallFailure) -> [StatementOutcome] {
    let isWhole = isLast && !isOpen
    let opening = isOpen ? [] : isWhole ? [ahead?.identification ?? identification()] : [Self.begin, identification()]
    var batch = opening + statements
    if isLast, !isWhole { batch.append(Self.commit) }
    isOpen = !isWhole
    callCount += calls.count
    observe(calls)
    let outcomes = try send(batch)
    flushTime = isWhole ? connection.lastFlushTime : nil
    try checkOpening(Array(zip(outcomes, opening)))
    if isLast, !isWhole { isOpen = !outcomes.allSatisfy(\.isSuccess) }
    return Array(outcomes.dropFirst(opening.count).prefix(statements.count))
  }

  /// Opens the transaction without a call, so that the caller is known; nothing when it is open.
  mutating func open() throws(CallFailure) {
    guard !isOpen else { return }
    isOpen = true
    let opening = [Self.begin, identification()]
    try checkOpening(Array(zip(try send(opening), opening)))
  }

  mutating func restart() throws(CallFailure) { try end(with: "rollback") }

  /// Ends the transaction if the last flush has not.
  mutating func close() throws(CallFailure) { try end(with: "commit") }

  private mutating func end(with command: String) throws(CallFailure) {
    guard isOpen else { return }
    isOpen = false
    guard connection.transactionStatus != .idle else { return }
    _ = try send([Statement(command)])
  }

  // MARK: Texts

  /// Sent once a connection, so that whatever runs on it sees one moment and changes nothing, unless it says otherwise.
  static let sessionCommands = ["set session characteristics as transaction isolation level repeatable read, read only"]

  private static let begin = Statement("begin isolation level repeatable read read only")
  private static let commit = Statement("commit")
  /// Nobody has no tenant, whatever a connection might remember.
  private static let anonymousText = StatementText(
    "select pg_catalog.set_config('statement_timeout', $1, true), pg_catalog.set_config('heirloom.tenant', '', true)")
  private static let userText = StatementText(
    "select pg_catalog.set_config('statement_timeout', $1, true), api.begin_request($2, $3, $4, $5, $6, $7, $8)")
  private static let keyText = StatementText(
    """
    select pg_catalog.set_config('statement_timeout', $1, true), k.scopes, k.rate_limit
    from api.begin_key_request($2, $3, $4, $5) as k
    """)
  private static let refusalText = StatementText("select api.note_refusal($1, $2, $3, $4, $5, $6, $7)")

  /// Says for whom the transaction is, and how long its statements may take.
  private func identification() -> Statement {
    let left = max(1, Int((deadline - .now) / .milliseconds(1)))
    switch caller {
    case nil:
      return Statement(Self.anonymousText, [.text("\(left)")])
    case .user(let token, let persona):
      let known = token.parameters
      return Statement(
        Self.userText,
        [
          .text("\(left)"), known.tenant, known.subject, .text(persona), .text(requestID), known.issuedAt, known.id, known.signInID,
        ])
    case .program(let key):
      return Self.beginKeyRequest(key, timeoutMilliseconds: left, requestID: requestID)
    }
  }

  static func beginKeyRequest(_ key: APIKey, timeoutMilliseconds: Int, requestID: String?) -> Statement {
    Statement(
      keyText,
      [.text("\(timeoutMilliseconds)"), .text("\(key.tenant)"), .text(key.prefix), .binary(key.digest), .text(requestID)])
  }

  static func noteRefusal(of caller: Caller, reason: String, requestID: String) -> Statement {
    let tenant = Parameter.text("\(caller.tenant)")
    let (reason, requestID) = (Parameter.text(reason), Parameter.text(requestID))
    switch caller {
    case .user(let token, let persona):
      return Statement(refusalText, [tenant, .text(token.identity.subject), .null, .null, .text(persona), reason, requestID])
    case .program(let key):
      return Statement(refusalText, [tenant, .null, .text(key.prefix), .binary(key.digest), .null, reason, requestID])
    }
  }

  /// Sends the statements, if they were not sent before, and waits for the answers.
  private mutating func send(_ batch: [Statement]) throws(CallFailure) -> [StatementOutcome] {
    flushCount += 1
    let isSent = ahead != nil
    ahead = nil
    do throws(ConnectionError) {
      return try isSent ? connection.finish() : connection.flush(batch, deadline: deadline)
    } catch {
      throw CallFailure(error)
    }
  }

  /// Whoever may not begin a request gets no further.
  private mutating func checkOpening(_ outcomes: [(StatementOutcome, Statement)]) throws(CallFailure) {
    for (outcome, statement) in outcomes {
      if case .rows(let table) = outcome, case .program = caller, let grant = KeyGrant(table) { self.grant = grant }
      guard case .failure(let error) = outcome else { continue }
      report(error, statement.text)
      refusedKnownCaller = error.sqlState == "FW403"
      let failure = CallFailure(error)
      throw CallFailure(code: failure.code, message: failure.message, endsRequest: true)
    }
  }

  private func answer(_ outcome: StatementOutcome, _ statement: Statement) -> CallOutcome {
    switch outcome {
    case .rows(let table): return .rows(table)
    case .skipped: return .skipped
    case .failure(let error):
      report(error, statement.text)
      return .failure(CallFailure(error))
    }
  }
}

/// What the database says of an API key that is good.
struct KeyGrant: Sendable, Hashable {
  let scopes: Set<String>
  let requestsPerMinute: Int?

  /// Nil for what is not the answer of `api.begin_key_request`.
  init?(_ table: Table) {
    guard table.rowCount == 1, table.columns.count == 3, let scopes = table.text(row: 0, column: 1) else { return nil }
    self.scopes = Set(scopes.split(separator: " ").map(String.init))
    requestsPerMinute = table.integer(row: 0, column: 2).map { Int($0) }
  }
}

extension Parameter {
  /// A text, or null.
  static func text(_ text: String?) -> Parameter { text.map { .text(Array($0.utf8)) } ?? .null }
}

extension StatementOutcome {
  var isSuccess: Bool { if case .rows = self { true } else { false } }
}

extension CallFailure {
  init(_ code: ErrorCode, endsRequest: Bool = false) {
    self.init(code: code.rawValue, message: code.message, endsRequest: endsRequest)
  }

  init(_ error: ConnectionError) {
    switch error {
    case .deadlinePassed: self.init(.timeout, endsRequest: true)
    case .cancelled: self.init(.cancelled, endsRequest: true)
    case .broken, .spent: self.init(.unavailable, endsRequest: true)
    }
  }

  /// What a client may know of a database error: a code that a procedure raised on purpose, or next to nothing.
  init(_ error: DatabaseError) {
    switch error.sqlState {
    case "FW401", "FW403": self.init(ErrorCode(raised: error.message) ?? .unauthenticated, endsRequest: true)
    case let state where state.hasPrefix("FW"): self.init(ErrorCode(raised: error.message) ?? .internal)
    case "57014": self.init(.timeout, endsRequest: true)
    case "22021", "22P02", "22P05", "22003", "22007", "22008": self.init(.badInput)
    case let state where state.hasPrefix("53") || state.hasPrefix("57P"): self.init(.unavailable, endsRequest: true)
    default: self.init(.internal)
    }
  }
}

extension ErrorCode {
  /// The code a procedure raised, if it is one that procedures may raise.
  init?(raised message: String) {
    guard let code = ErrorCode(rawValue: message), code.isRaisedByProcedures else { return nil }
    self = code
  }
}
