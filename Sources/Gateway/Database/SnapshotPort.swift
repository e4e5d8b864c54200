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
    let timeout = Parameter.text(Array(String(left).utf8))
    let begin = Statement("begin isolation level repeatable read read only")
    guard let caller else {
      return [begin, Statement("select pg_catalog.set_config('statement_timeout', $1, true)", [timeout])]
    }
    return [begin, identityStatement(of: caller, timeout)]
  }

  private func identityStatement(of caller: Caller, _ timeout: Parameter) -> Statement {
    switch caller {
    case .user(let identity, let persona):
      Statement(
        "select pg_catalog.set_config('statement_timeout', $1, true), api.begin_request($2, $3, $4, $5)",
        [
          timeout, .text(Array(String(identity.tenant).utf8)), .text(Array(identity.subject.utf8)),
          persona.map { .text(Array($0.utf8)) } ?? .null, .text(Array(requestID.utf8)),
        ])
    case .program(let key):
      Statement(
        "select pg_catalog.set_config('statement_timeout', $1, true), api.begin_key_request($2, $3, $4, $5)",
        [
          timeout, .text(Array(String(key.tenant).utf8)), .text(Array(key.prefix.utf8)), .binary(key.digest),
          .text(Array(requestID.utf8)),
        ])
    }
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
  private func checkOpening(_ outcomes: [(StatementOutcome, Statement)]) throws(CallFailure) {
    for (outcome, statement) in outcomes {
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
