import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import HTTPTypes
import CoreMetrics
import Logging
import Postgres

/// What every request goes through: receive, identify, wait for a turn, find or make the plan, coerce, run the levels, write.
final class RequestPipeline: Sendable {
  let schema: SchemaFile
  let settings: Settings
  let authenticator: Authenticator
  let cursors: CursorSeal
  let pool: WorkerPool
  let logger: Logger
  let figures = Figures()
  let metrics: RequestMetrics
  let keyAttempts = KeyAttempts()
  let acceptedCallers = RecentCallers(for: RecentCallers.acceptedFor)
  let refusedCallers = RecentCallers(for: RecentCallers.refusedFor)
  let cache = PlanCache()
  private let introspection = IntrospectionAnswers()

  init(
    schema: SchemaFile, settings: Settings, authenticator: Authenticator, cursors: CursorSeal, pool: WorkerPool, logger: Logger
  ) {
    self.schema = schema
    self.settings = settings
    self.authenticator = authenticator
    self.cursors = cursors
    self.pool = pool
    self.logger = logger
    metrics = RequestMetrics(figures)
  }

  /// Answers a request from a worker thread, in its caller's turn; who may not ask is told at once.
  func respond(
    _ message: GraphQLRequestMessage, _ reply: @escaping @Sendable (HTTPReply) -> Void
  ) -> (@Sendable () -> Void)? {
    let exchange = Exchange(message: message, requestID: RequestID.next(), deadline: deadline(), pipeline: self, reply: reply)
    guard let form = ResponseForm(message.head, profile: settings.statusProfile) else {
      let refusal = RequestRefusal(.notAcceptable, "Answers are application/graphql-response+json or application/json.")
      let form = ResponseForm(mediaType: .json, profile: settings.statusProfile)
      exchange.finish(.refusal(refusal, as: form, requestID: exchange.requestID))
      return nil
    }
    let cancellation = CancellationHandle()
    submit(exchange, form, cancellation, mayWaitForKeys: true)
    return { cancellation.cancel() }
  }

  private func submit(
    _ exchange: Exchange, _ form: ResponseForm, _ cancellation: CancellationHandle, mayWaitForKeys: Bool
  ) {
    let admitted: AdmittedCaller
    do throws(RequestRefusal) {
      admitted = try admit(exchange.message.head)
    } catch {
      if mayWaitForKeys, let generation = error.unknownInKeys,
        authenticator.whenNewerKeys(than: generation, { self.submit(exchange, form, cancellation, mayWaitForKeys: false) })
      {
        return
      }
      if let caller = error.caller { note(refusalOf: caller, error.code.rawValue, exchange.requestID) }
      exchange.finish(.refusal(error, as: form, requestID: exchange.requestID))
      return
    }
    let job = Postgres.Job(taker: admitted.taker, deadline: exchange.deadline, cancellation: cancellation) { connection, attempt in
      do throws(RequestFailure) {
        var run = try self.begin(exchange, admitted, connection)
        if run.plan.plan.calls.isEmpty {
          return .ended(self.answer(exchange, form, attempt) { () throws(RequestFailure) in try self.finish(&run, form) })
        }
        let isStarted = attempt == 1 ? try self.start(&run) : false
        return .begun(
          Postgres.Job.Rest(isStarted: isStarted) {
            self.answer(exchange, form, attempt) { () throws(RequestFailure) in try self.finish(&run, form) }
          })
      } catch {
        return .ended(self.answer(exchange, form, attempt) { () throws(RequestFailure) in throw error })
      }
    } refuse: { refusal in
      exchange.finish(.refusal(RequestRefusal(refusal), as: form, requestID: exchange.requestID))
    }
    pool.submit(job)
  }

  private func deadline() -> ContinuousClock.Instant { .now + .milliseconds(settings.requestTimeoutMilliseconds) }

  /// Answers with what a request comes to, unless it is to be run again on another connection.
  private func answer(
    _ exchange: Exchange, _ form: ResponseForm, _ attempt: Int, _ reply: () throws(RequestFailure) -> HTTPReply
  ) -> Postgres.Job.Ending {
    do throws(RequestFailure) {
      exchange.finish(try reply())
    } catch {
      if attempt == 1, error.isConnectionLost { return .retry }
      exchange.finish(error.reply(as: form, requestID: exchange.requestID))
    }
    return .finished
  }

  /// A request whose plan is known, and the port of its calls.
  private struct Run {
    let exchange: Exchange
    let admitted: AdmittedCaller
    let plan: CompiledPlan
    let asksForRedactions: Bool
    let isQuery: Bool
    var request: ExecutionRequest
    var port: SnapshotPort
    /// Whose calls were sent.
    var execution: Execution?

    /// Asks something of the database; a failure is noted as the request's.
    mutating func asking<Answer>(
      _ pipeline: RequestPipeline, _ ask: (inout Run) throws(CallFailure) -> Answer
    ) throws(RequestFailure) -> Answer {
      do throws(CallFailure) {
        return try ask(&self)
      } catch {
        pipeline.note(admitted, port, error, exchange)
        throw RequestFailure(error, isConnectionLost: !port.connection.isUsable && error.code == ErrorCode.unavailable.rawValue)
      }
    }
  }

  /// Everything before the first call.
  private func begin(
    _ exchange: Exchange, _ admitted: AdmittedCaller, _ connection: Connection
  ) throws(RequestFailure) -> Run {
    let parameters = try RequestFailure.refusing { () throws(RequestRefusal) in try GraphQLParameters(exchange.message) }
    let caller = admitted.caller
    let compiled = try compile(parameters)
    let operation = try select(parameters, in: compiled.document)
    if let violation = compiled.violations[operation] { throw RequestFailure(violation, compiled.document) }
    let variables = try coerce(operation, parameters, compiled.document)
    let conditions = Dictionary(
      uniqueKeysWithValues: compiled.conditionVariables.map { ($0, variables[$0]?.boolean ?? false) })
    let plan = try self.plan(operation, compiled, conditions)
    let request = ExecutionRequest(
      document: compiled.document, schema: schema.schema, variables: variables,
      cursors: cursors.bound(to: caller?.cursorHolder ?? ""), areIDsGlobal: schema.bindings.areIDsGlobal,
      introspection: introspection)
    try guardSize(of: request, plan.plan, operation)
    let isQuery = compiled.document[operation].type == .query
    let port = SnapshotPort(
      connection: connection, statements: plan.statements,
      whole: isQuery ? plan.whole(settings.flights, roundTrip: pool.roundTrip) : nil, caller: caller, requestID: exchange.requestID,
      deadline: exchange.deadline, report: { self.log($0, $1, exchange) }, observe: { self.log($0, of: plan.plan, exchange) })
    return Run(
      exchange: exchange, admitted: admitted, plan: plan, asksForRedactions: parameters.asksForRedactions, isQuery: isQuery,
      request: request, port: port)
  }

  /// Sends the calls of a query which one brief flush makes, so that it shares the connection with others until it is answered.
  /// - Returns: Whether they were sent.
  private func start(_ run: inout Run) throws(RequestFailure) -> Bool {
    let plan = run.plan.plan
    guard run.isQuery, !plan.introspects, !run.asksForRedactions, run.port.whole != nil || plan.levels.count == 1,
      let time = run.plan.flushTime, max(.zero, time - (pool.roundTrip ?? .zero)) < .milliseconds(settings.shareMilliseconds)
    else { return false }
    run.execution = Execution(plan, run.request)
    try run.asking(self) { run throws(CallFailure) in try run.execution?.start(&run.port) }
    return true
  }

  private func finish(_ run: inout Run, _ form: ResponseForm) throws(RequestFailure) -> HTTPReply {
    let (exchange, plan, caller) = (run.exchange, run.plan.plan, run.admitted.caller)
    if try run.asking(self, { run throws(CallFailure) in try !mayIntrospect(plan, &run.port) }) {
      throw RequestFailure([(.introspectionDisabled, ErrorCode.introspectionDisabled.message, [])])
    }
    run.request.tellsRedactions = try run.asking(self) { run throws(CallFailure) in
      try mayKnowRedactions(run.asksForRedactions, &run.port)
    }
    var execution = run.execution.take() ?? Execution(plan, run.request)
    let result = try run.asking(self) { run throws(CallFailure) in
      try confirm(caller, of: plan, &run.port)
      let result = try execution.finish(&run.port, requestID: exchange.requestID, costMax: settings.limits.costMax)
      try run.port.close()
      return result
    }
    let port = run.port
    note(run.admitted, port, nil, exchange)
    note(result, port, exchange)
    note(port, run.plan, exchange)
    let status = form.status(ofDataWithErrors: !result.errors.isEmpty)
    var reply = HTTPReply(status: status, as: form, body: result.body, requestID: exchange.requestID)
    reply.record = RequestRecord(
      codes: result.errors.isEmpty ? [] : Set(result.errors.map(\.code)).sorted(), tenant: caller?.tenant,
      calls: port.callCount, flushes: port.flushCount, flight: port.flight)
    return reply
  }

  // MARK: Stages

  private func compile(_ parameters: GraphQLParameters) throws(RequestFailure) -> CompiledDocument {
    let source = parameters.query
    if let known = cache.find(source) { return known }
    let document: Document
    do throws(SyntaxError) {
      document = try Parser.parse(source, limits: settings.limits.text)
    } catch {
      throw RequestFailure([(ErrorCode(error), error.message, [SourceLocation(of: error.offset, in: source)])])
    }
    if !parameters.allowsMutation, let operation = operation(parameters, in: document) { try guardMethod(operation, document) }
    // Before the rules, whose work grows with operations times fragments.
    if let violation = settings.limits.violation(in: document) { throw RequestFailure(violation, document) }
    let valid: ValidDocument
    do throws(ValidationError) {
      valid = try ValidDocument.validate(
        document, against: schema.schema,
        options: ValidationOptions(
          errorsMax: settings.limits.errorsMax, comparisonsMax: settings.limits.comparisonsMax,
          suggestsNames: settings.isDevelopment))
    } catch {
      throw RequestFailure(
        error.diagnostics.map { diagnostic in
          let code = diagnostic.limitCode.flatMap { ErrorCode(rawValue: $0) } ?? .validation
          return (code, diagnostic.message, diagnostic.locations.map { document.location(of: $0.offset) })
        })
    }
    let compiled = CompiledDocument(document, violations: settings.limits.violations(ofOperationsIn: valid))
    cache.insert(compiled)
    return compiled
  }

  /// The operation the parameters name, or the only one.
  private func operation(_ parameters: GraphQLParameters, in document: Document) -> NodeID<OperationDefinition>? {
    var operations: [NodeID<OperationDefinition>] = []
    for case .operation(let id) in document.definitions { operations.append(id) }
    guard let name = parameters.operationName else { return operations.count == 1 ? operations.first : nil }
    return operations.first { document[$0].name.map { document.text($0) } == name }
  }

  /// GET is safe: intermediaries repeat it and browsers send it unasked.
  private func guardMethod(_ operation: NodeID<OperationDefinition>, _ document: Document) throws(RequestFailure) {
    guard document[operation].type != .query else { return }
    throw RequestFailure(refusal: RequestRefusal(.methodNotAllowed, "Only queries may be sent by GET.", allow: "POST"))
  }

  private func select(
    _ parameters: GraphQLParameters, in document: Document
  ) throws(RequestFailure) -> NodeID<OperationDefinition> {
    guard let selected = operation(parameters, in: document) else {
      let message =
        parameters.operationName == nil
        ? "The document has several operations: name one in operationName."
        : "The document has no operation of the given name."
      throw RequestFailure([(.operationNotFound, message, [])])
    }
    if !parameters.allowsMutation { try guardMethod(selected, document) }
    return selected
  }

  private func coerce(
    _ operation: NodeID<OperationDefinition>, _ parameters: GraphQLParameters, _ document: Document
  ) throws(RequestFailure) -> [String: InputValue] {
    let variables: [String: InputValue]
    do throws(VariableErrors) {
      variables = try document[operation].coerceVariables(
        in: document, schema: schema.schema, tape: parameters.tape, node: parameters.variables)
    } catch {
      throw RequestFailure(error.errors.map { (.variables, $0.message, [document.location(of: $0.offset)]) })
    }
    for definition in document[operation].variables.map({ document[$0] }) {
      guard let value = variables[document.text(definition.name)], !settings.limits.admits(value) else { continue }
      let reason = LimitViolation.Reason.listItems(max: settings.limits.listItemsMax)
      throw RequestFailure(LimitViolation(reason, at: definition.range.start), document)
    }
    return variables
  }

  /// What the arguments make too large is refused before anything is asked of the database.
  private func guardSize(
    of request: ExecutionRequest, _ plan: Plan, _ operation: NodeID<OperationDefinition>
  ) throws(RequestFailure) {
    if let violation = request.violation(of: settings.limits, in: plan) { throw RequestFailure(violation, request.document) }
    let cost = request.requestedCost(of: plan)
    guard cost > settings.limits.costMax else { return }
    let start = request.document[operation].range.start
    throw RequestFailure(LimitViolation(.cost(cost, max: settings.limits.costMax), at: start), request.document)
  }

  private func plan(
    _ operation: NodeID<OperationDefinition>, _ compiled: CompiledDocument, _ conditions: [String: Bool]
  ) throws(RequestFailure) -> CompiledPlan {
    do throws(PlanFailure) {
      return try compiled.plan(operation, conditions: conditions, schema: schema.schema, bindings: schema.bindings, in: cache)
    } catch {
      switch error {
      case .tooLarge:
        throw RequestFailure([(.limitExceeded, "The operation selects more than \(Planner.operationsMax) fields.", [])])
      case .unsupported(let operation):
        throw RequestFailure([(.validation, "The schema has no \(operation) operations.", [])])
      case .unbound(let reason):
        logger.error("schema without binding", metadata: ["reason": "\(reason)"])
        throw RequestFailure([(.internal, ErrorCode.internal.message, [])])
      }
    }
  }

  // MARK: What operators see

  /// The server's message and detail may quote values: the log has the state, and where it arose.
  private func log(_ error: DatabaseError, _ statement: StatementText, _ exchange: Exchange) {
    let code = CallFailure(error).code
    logger.log(
      level: code == ErrorCode.internal.rawValue ? .error : .info, "procedure failed",
      metadata: [
        "requestId": "\(exchange.requestID)", "code": "\(code)", "sqlState": "\(error.sqlState)", "statement": "\(statement.string)",
        "constraint": "\(error.constraint ?? "")", "procedures": .array(error.procedures.map { "\($0)" }),
      ])
  }

  private func log(_ calls: [ProcedureCall], of plan: Plan, _ exchange: Exchange) {
    logger.debug(
      "flush",
      metadata: [
        "requestId": "\(exchange.requestID)", "calls": .array(calls.map { "\(plan.calls[$0.index].procedure)" }),
      ])
  }

  /// Why one statement for all calls failed need not be an operator's concern: by levels, calls fail each for itself, or go well.
  private func note(_ port: SnapshotPort, _ plan: CompiledPlan, _ exchange: Exchange) {
    plan.note(port)
    guard let error = port.wholeError else { return }
    logger.debug(
      "one statement failed, the calls went by levels",
      metadata: [
        "requestId": "\(exchange.requestID)", "sqlState": "\(error.sqlState)",
        "procedures": .array(error.procedures.map { "\($0)" }),
      ])
  }

  private func note(_ result: ExecutionResult, _ port: SnapshotPort, _ exchange: Exchange) {
    metrics.record(port)
    for alarm in result.alarms {
      metrics.accessAlarms.increment()
      logger.critical(
        "a value was withheld that the database should have withheld",
        metadata: ["requestId": "\(exchange.requestID)", "coordinate": "\(alarm.coordinate)"])
    }
  }
}

/// One request and the way to answer it.
final class Exchange: Sendable {
  let message: GraphQLRequestMessage
  let requestID: String
  let deadline: ContinuousClock.Instant
  private let pipeline: RequestPipeline
  private let reply: @Sendable (HTTPReply) -> Void
  private let start = ContinuousClock.now

  init(
    message: GraphQLRequestMessage, requestID: String, deadline: ContinuousClock.Instant, pipeline: RequestPipeline,
    reply: @escaping @Sendable (HTTPReply) -> Void
  ) {
    self.message = message
    self.requestID = requestID
    self.deadline = deadline
    self.pipeline = pipeline
    self.reply = reply
  }

  func finish(_ answer: HTTPReply) {
    let elapsed = ContinuousClock.now - start
    pipeline.metrics.record(status: answer.status.code, time: elapsed)
    var record = answer.record
    record.requestID = requestID
    record.status = answer.status.code
    record.microseconds = Int(elapsed / .microseconds(1))
    pipeline.logger.info("request", metadata: ["request": .stringConvertible(record)])
    reply(answer)
  }
}
