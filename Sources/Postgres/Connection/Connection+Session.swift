public import Rows

/// One thing at a time, for migrations and start-up checks; errors come whole, for an operator.
extension Connection {
  /// Runs one statement and returns its rows.
  public func query(
    _ text: String, _ parameters: [Parameter] = [], within time: Duration = .seconds(30)
  ) throws(QueryError) -> Table {
    let outcomes: [StatementOutcome]
    do throws(ConnectionError) {
      outcomes = try flush([Statement(text, parameters)], deadline: .now + time)
    } catch {
      throw .connection(error)
    }
    switch outcomes.first {
    case .rows(let table): return table
    case .failure(let error): throw .database(error)
    case .skipped, nil: throw .connection(.spent)
    }
  }

  /// Runs a text of several commands; without `begin` in it they are one transaction. Rows they return are dropped.
  public func script(_ text: String, within time: Duration = .seconds(600)) throws(QueryError) {
    let deadline = ContinuousClock.now + time
    let failure: DatabaseError?
    do throws(ConnectionError) {
      failure = try underWatch(until: deadline) { () throws(ConnectionError) in try run(script: text, until: deadline) }
    } catch {
      throw .connection(error)
    }
    if let failure { throw .database(failure) }
  }

  /// The simple query protocol is not for pipelines, so the connection leaves that mode meanwhile.
  private func run(script: String, until deadline: ContinuousClock.Instant) throws(ConnectionError) -> DatabaseError? {
    guard handle.leavePipeline(), handle.execute(script: script) else { throw broken() }
    try send(until: deadline)
    var failure: DatabaseError?
    while let result = try nextResult(until: deadline) {
      switch result.kind {
      case .failure where result.endsConnection || handle.isBroken: throw giveUp(.broken(result.error))
      case .failure: failure = failure ?? result.error
      case .unsupported: throw broken()
      case .rows, .command, .skipped, .sync: break
      }
    }
    guard handle.enterPipeline() else { throw broken() }
    return failure
  }
}
