import GraphQLExecution
import Postgres
import Rows

/// The rows of one request: all its calls in one read-only transaction, which is one snapshot.
///
/// The first flush opens the transaction and says who asks, the last one ends it; nothing takes a round trip of its own.
struct SnapshotPort: ProcedurePort {
  let connection: Connection
  /// The text of each of the plan's calls.
  let statements: [String]
  let caller: Caller?
  let requestID: String
  let deadline: ContinuousClock.Instant
  /// Told of everything the database reports, for the log.
  let report: (_ error: DatabaseError, _ statement: String) -> Void
  /// Told of each flush's calls, by their places in the plan.
  let observe: (_ calls: [ProcedureCall]) -> Void
  private(set) var callCount = 0
  private(set) var flushCount = 0
  /// What the caller's API key may do, once the transaction is open; empty for users.
  private(set) var scopes: Set<String> = []
  private var isOpen = false

  init(
    connection: Connection, statements: [String], caller: Caller?, requestID: String, deadline: ContinuousClock.Instant,
    report: @escaping (DatabaseError, String) -> Void, observe: @escaping ([ProcedureCall]) -> Void
  ) {
    self.connection = connection
    self.statements = statements
    self.caller = caller
    self.requestID = requestID
    self.deadline = deadline
    self.report = report
    self.observe = observe
  }

  mutating func flush(_ calls: [ProcedureCall], isLast: Bool) throws(CallFailure) -> [CallOutcome] {
    let opening = isOpen ? [] : openingStatements()
    var batch = opening
    for call in calls { batch.append(Statement(statements[call.index], call.parameters)) }
    if isLast { batch.append(Statement("commit")) }
    isOpen = true
    callCount += calls.count
    observe(calls)
    let outcomes = try send(batch)
    try checkOpening(Array(zip(outcomes, opening)))
    if isLast { isOpen = !outcomes.allSatisfy(\.isSuccess) }
    var answers: [CallOutcome] = []
    for (outcome, statement) in zip(outcomes, batch).dropFirst(opening.count).prefix(calls.count) {
      answers.append(answer(outcome, statement))
    }
    return answers
  }

  /// Opens the transaction without a call, so that the caller is known; nothing when it is open.
  mutating func open() throws(CallFailure) {
    guard !isOpen else { return }
    isOpen = true
    let opening = openingStatements()
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

  private func openingStatements() -> [Statement] {
    let left = max(1, Int((deadline - .now) / .milliseconds(1)))
    let begin = Statement("begin isolation level repeatable read read only")
    guard let caller else {
      return [begin, Statement("select pg_catalog.set_config('statement_timeout', $1, true)", [.text("\(left)")])]
    }
    return [begin, identityStatement(of: caller, left)]
  }

  private func identityStatement(of caller: Caller, _ milliseconds: Int) -> Statement {
    switch caller {
    case .user(let token, let persona):
      Statement(
        "select pg_catalog.set_config('statement_timeout', $1, true), api.begin_request($2, $3, $4, $5, $6, $7, $8)",
        [
          .text("\(milliseconds)"), .text("\(token.identity.tenant)"), .text(token.identity.subject), .text(persona), .text(requestID),
          .text(token.issuedAt.map { "\($0)" }), .text(token.id), .text(token.signInID),
        ])
    case .program(let key):
      Self.beginKeyRequest(key, timeoutMilliseconds: milliseconds, requestID: requestID)
    }
  }

  static func beginKeyRequest(_ key: APIKey, timeoutMilliseconds: Int, requestID: String?) -> Statement {
    Statement(
      "select pg_catalog.set_config('statement_timeout', $1, true), api.begin_key_request($2, $3, $4, $5)",
      [.text("\(timeoutMilliseconds)"), .text("\(key.tenant)"), .text(key.prefix), .binary(key.digest), .text(requestID)])
  }

  private mutating func send(_ batch: [Statement]) throws(CallFailure) -> [StatementOutcome] {
    flushCount += 1
    do throws(ConnectionError) {
      return try connection.flush(batch, deadline: deadline)
    } catch {
      switch error {
      case .deadlinePassed: throw CallFailure(.timeout, endsRequest: true)
      case .cancelled: throw CallFailure(.cancelled, endsRequest: true)
      case .broken, .spent: throw CallFailure(.unavailable, endsRequest: true)
      }
    }
  }

  /// Whoever may not begin a request gets no further.
  private mutating func checkOpening(_ outcomes: [(StatementOutcome, Statement)]) throws(CallFailure) {
    for (outcome, statement) in outcomes {
      if case .rows(let table) = outcome, case .program = caller, table.rowCount == 1, table.columns.count == 2,
        let text = table.text(row: 0, column: 1)
      {
        scopes = Set(text.split(separator: " ").map(String.init))
      }
      guard case .failure(let error) = outcome else { continue }
      report(error, statement.text)
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

  /// What a client may know of a database error: a code that a procedure raised on purpose, or next to nothing.
  init(_ error: DatabaseError) {
    switch error.sqlState {
    case "FW401": self.init(ErrorCode(raised: error.message) ?? .unauthenticated, endsRequest: true)
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
