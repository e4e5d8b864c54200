import Rows

/// From answers to tables.
extension Connection {
  /// The answers to a flush, which is repeated where that helps and nothing can have been committed.
  func outcomes(of sent: Sent) throws(ConnectionError) -> [StatementOutcome] {
    let exchange = try receive(sent)
    guard sent.startsIdle, exchange.mayRepeat else { return try outcomes(of: exchange, sent.statements, until: sent.deadline) }
    try readAhead()
    let rollback = handle.transactionStatus == .idle ? [] : ["rollback"]
    let repeated = try run(sent.statements, controls: rollback + evictions(), until: sent.deadline)
    return try outcomes(of: repeated, sent.statements, until: sent.deadline)
  }

  private func outcomes(
    of exchange: Exchange, _ statements: [Statement], until deadline: ContinuousClock.Instant
  ) throws(ConnectionError) -> [StatementOutcome] {
    if namesUnknownType(exchange, statements), handle.transactionStatus != .failed {
      try loadTypes(until: deadline)
    }
    var outcomes: [StatementOutcome] = []
    outcomes.reserveCapacity(statements.count)
    for (answer, statement) in zip(exchange.answers, statements) {
      switch answer {
      case .skipped: outcomes.append(.skipped)
      case .failure(let error): outcomes.append(.failure(error))
      case .result(let result): outcomes.append(outcome(of: result, statement.text))
      }
    }
    return outcomes
  }

  private func outcome(of result: ResultHandle, _ text: StatementText) -> StatementOutcome {
    guard result.kind == .rows else { return .rows(TableBuilder(columns: []).finish()) }
    guard result.memoryBytes <= resultBytesMax else {
      return .failure(DatabaseError(sqlState: "54000", message: "a result of more than \(resultBytesMax) bytes"))
    }
    return .rows(result.table(columns: columns(of: result, text)))
  }

  private func columns(of result: ResultHandle, _ text: StatementText) -> [Column] {
    if let columns = cache.entries[text]?.columns { return columns }
    var columns: [Column] = []
    var allKnown = true
    for column in 0..<result.columnCount {
      let meaning = types.meaning(of: result.columnType(column))
      if meaning == nil { allKnown = false }
      columns.append(
        Column(name: result.columnName(column), type: meaning?.type ?? .bytes, isArray: meaning?.isArray ?? false))
    }
    if allKnown { cache.remember(columns: columns, of: text) }
    return columns
  }

  private func namesUnknownType(_ exchange: Exchange, _ statements: [Statement]) -> Bool {
    zip(exchange.answers, statements).contains { answer, statement in
      guard case .result(let result) = answer, result.kind == .rows, cache.entries[statement.text]?.columns == nil
      else { return false }
      return (0..<result.columnCount).contains { types.meaning(of: result.columnType($0)) == nil }
    }
  }

  /// Reads the database's own types; all of them, since one unknown type seldom comes alone.
  func loadTypes(until deadline: ContinuousClock.Instant) throws(ConnectionError) {
    let statement = Statement(TypeCatalog.query)
    let exchange = try run([statement], controls: [], until: deadline)
    guard case .result(let result) = exchange.answers[0], case .rows(let table) = outcome(of: result, statement.text)
    else {
      if case .failure(let error) = exchange.answers[0] { throw giveUp(.broken(error)) }
      throw giveUp(.broken(nil))
    }
    types.learn(table)
  }

  func evictions() -> [String] {
    cache.evict().map { "deallocate \($0)" }
  }
}
