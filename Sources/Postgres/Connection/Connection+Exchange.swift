import Rows

/// One round trip: everything is queued, sent, and every answer read.
extension Connection {
  /// The answers to the statements of one flush.
  struct Exchange {
    enum Answer {
      case result(ResultHandle)
      case failure(DatabaseError)
      case skipped
    }

    var answers: [Answer]
    /// Whether it failed only because a statement prepared earlier is out of date, and left nothing behind.
    var mayRepeat = false
  }

  /// A flush that was sent.
  struct Sent {
    let statements: [Statement]
    fileprivate let awaited: [Awaited]
    /// Whether it began outside of any transaction.
    let startsIdle: Bool
    let start: ContinuousClock.Instant
    let deadline: ContinuousClock.Instant
    /// The answers, when they were read before it was their turn.
    fileprivate var exchange: Exchange?
    /// How long it kept the connection, then.
    fileprivate(set) var flushTime: Duration?

    var isRead: Bool { exchange != nil }
  }

  /// What the server will answer, in order.
  fileprivate enum Awaited {
    case control
    case preparation(of: Int)
    case execution(of: Int, reused: Bool)
  }

  /// Sends `controls`, each a transaction of its own whose outcome does not matter, and the statements, and reads the answers.
  func run(
    _ statements: [Statement], controls: [String], until deadline: ContinuousClock.Instant
  ) throws(ConnectionError) -> Exchange {
    try readAhead()
    return try receive(try send(statements, controls: controls, startsIdle: false, until: deadline))
  }

  /// Reads the answers of what is on its way, those that come within a while; whether they all did.
  func readAhead(within time: Duration) throws(ConnectionError) -> Bool {
    let end = ContinuousClock.now + time
    for place in sent.indices where !sent[place].isRead {
      while handle.isBusy {
        guard waitForSocket(handle.socket, reading: true, writing: false, until: end) == .ready else { return false }
        guard handle.consumeInput() else { throw broken() }
      }
      try readAhead(place)
    }
    return true
  }

  private func readAhead(_ place: Int) throws(ConnectionError) {
    sent[place].exchange = try receive(sent[place])
    noteUse(since: sent[place].start)
    sent[place].flushTime = lastFlushTime
  }

  /// Reads the answers of all that is on its way, so that the connection is free.
  func readAhead() throws(ConnectionError) {
    for place in sent.indices where !sent[place].isRead { try readAhead(place) }
  }

  /// Sends `controls` and the statements, whose answers `receive` reads.
  func send(
    _ statements: [Statement], controls: [String], startsIdle: Bool, until deadline: ContinuousClock.Instant
  ) throws(ConnectionError) -> Sent {
    let start = ContinuousClock.now
    var awaited: [Awaited] = []
    awaited.reserveCapacity(controls.count + statements.count * 2)
    for control in controls {
      guard handle.execute(unprepared: control), handle.sync() else { throw broken() }
      awaited.append(.control)
    }
    try queue(statements, &awaited)
    try send(until: deadline)
    return Sent(statements: statements, awaited: awaited, startsIdle: startsIdle, start: start, deadline: deadline)
  }

  private func queue(_ statements: [Statement], _ awaited: inout [Awaited]) throws(ConnectionError) {
    for (index, statement) in statements.enumerated() {
      let entry = cache.use(statement.text)
      if !entry.isPrepared {
        guard handle.prepare(entry.name, statement.text.string) else { throw broken() }
        cache.notePrepared(statement.text)
        awaited.append(.preparation(of: index))
      }
      parameters.fill(statement.parameters)
      guard handle.execute(entry.name, parameters) else { throw broken() }
      awaited.append(.execution(of: index, reused: entry.isPrepared))
    }
    guard handle.sync() else { throw broken() }
  }

  func send(until deadline: ContinuousClock.Instant) throws(ConnectionError) {
    while true {
      switch handle.flush() {
      case .done: return
      case .failed: throw broken()
      case .pending:
        // The server may stop reading until its answers are read.
        try wait(writing: true, until: deadline)
        guard handle.consumeInput() else { throw broken() }
      }
    }
  }

  func receive(_ sent: Sent) throws(ConnectionError) -> Exchange {
    if let exchange = sent.exchange { return exchange }
    let (statements, deadline) = (sent.statements, sent.deadline)
    var exchange = Exchange(answers: Array(repeating: .skipped, count: statements.count))
    for step in sent.awaited {
      let result = try answer(until: deadline)
      switch step {
      case .control:
        try expectSync(until: deadline)
      case .preparation(let index):
        if result.kind != .command { cache.noteNotPrepared(statements[index].text) }
        if result.kind == .failure { exchange.answers[index] = .failure(result.error) }
      case .execution(let index, let wasPrepared):
        switch result.kind {
        case .failure:
          let error = result.error
          if wasPrepared, Self.isOutdated(error) {
            exchange.mayRepeat = exchange.answers.allSatisfy(Self.leavesNothingBehind)
            forgetReused(sent.awaited, statements)
          }
          exchange.answers[index] = .failure(error)
        case .skipped: break
        default: exchange.answers[index] = .result(result)
        }
      }
    }
    try expectSync(until: deadline)
    return exchange
  }

  /// All of a flush that came from the cache: where one is out of date, others are likely to be.
  private func forgetReused(_ awaited: [Awaited], _ statements: [Statement]) {
    for case .execution(let index, reused: true) in awaited { cache.forget(statements[index].text) }
  }

  // MARK: answers

  /// The one result of one command.
  private func answer(until deadline: ContinuousClock.Instant) throws(ConnectionError) -> ResultHandle {
    guard let result = try nextResult(until: deadline) else { throw broken() }
    switch result.kind {
    case .unsupported, .sync: throw broken()
    case .failure where result.endsConnection || handle.isBroken: throw giveUp(.broken(result.error))
    default: break
    }
    guard try nextResult(until: deadline) == nil else { throw broken() }
    return result
  }

  private func expectSync(until deadline: ContinuousClock.Instant) throws(ConnectionError) {
    guard let result = try nextResult(until: deadline) else { throw broken() }
    guard result.kind == .sync else {
      throw result.kind == .failure ? giveUp(.broken(result.error)) : broken()
    }
  }

  func nextResult(until deadline: ContinuousClock.Instant) throws(ConnectionError) -> ResultHandle? {
    while handle.isBusy {
      try wait(until: deadline)
      guard handle.consumeInput() else { throw broken() }
    }
    return handle.nextResult()
  }

  private func wait(writing: Bool = false, until deadline: ContinuousClock.Instant) throws(ConnectionError) {
    switch waitForSocket(handle.socket, reading: true, writing: writing, wake: wake, until: deadline) {
    case .ready: return
    case .woken: throw giveUp(.cancelled)
    case .timedOut: throw giveUp(.deadlinePassed)
    }
  }

  // MARK: statements out of date

  /// The statement is gone, its result would have other columns, or what it names is no longer what it was.
  private static func isOutdated(_ error: DatabaseError) -> Bool {
    ["26000", "0A000", "42883", "42703", "42P01", "42704", "42804"].contains(error.sqlState)
  }

  /// Whether an answered statement is undone with its transaction: everything but what ends one.
  private static func leavesNothingBehind(_ answer: Exchange.Answer) -> Bool {
    guard case .result(let result) = answer else { return true }
    return ["BEGIN", "SET", "SELECT", "INSERT", "UPDATE", "DELETE"].contains { result.commandTag.hasPrefix($0) }
  }
}
