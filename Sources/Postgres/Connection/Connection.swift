/// One connection to the database; used by one thread at a time, synchronously.
///
/// When `isUsable` turns false the connection is spent: drop it and make another.
public final class Connection {
  let handle: ConnectionHandle
  var cache: StatementCache
  var types = TypeCatalog()
  var parameters = ParameterBlock()
  let resultBytesMax: Int
  private let canceller: Canceller
  let wake: WakeDescriptor

  /// False after a failure of the connection, a passed deadline or a cancel: the server's side of it is in an unknown state.
  public private(set) var isUsable = true
  /// When its last flush ended.
  private var lastUse = ContinuousClock.now
  /// What is on its way, in the order in which it was sent.
  var sent: [Sent] = []
  /// How long the latest flush kept the connection.
  public private(set) var lastFlushTime = Duration.zero
  /// Whose cancel stops the flushes from here on.
  public var cancellation: CancellationHandle?

  /// Connects and reads the database's own types. Blocks for at most the address' `connect_timeout` (3 seconds) for each of its hosts.
  public init(_ settings: ConnectionSettings, canceller: Canceller = Canceller()) throws(ConnectError) {
    guard let wake = WakeDescriptor() else { throw ConnectError(.other, message: "no file descriptor left") }
    self.wake = wake
    self.canceller = canceller
    handle = try ConnectionHandle.connect(settings)
    cache = StatementCache(capacity: settings.preparedStatementsMax, textBytesMax: settings.preparedTextBytesMax)
    resultBytesMax = settings.resultBytesMax
    do throws(ConnectionError) {
      let deadline = ContinuousClock.now + .seconds(ConnectionSettings.connectTimeoutSeconds)
      try loadTypes(until: deadline)
      try begin(settings.sessionCommands, until: deadline)
    } catch {
      throw ConnectError(error == .deadlinePassed ? .timeout : .other, message: "its session could not be prepared")
    }
  }

  private func begin(_ commands: [String], until deadline: ContinuousClock.Instant) throws(ConnectionError) {
    for answer in try run(commands.map { Statement($0) }, controls: [], until: deadline).answers {
      if case .failure(let error) = answer { throw giveUp(.broken(error)) }
    }
  }

  public var transactionStatus: TransactionStatus { handle.transactionStatus }
  /// The server process, as `pg_stat_activity` and `pg_terminate_backend` name it.
  public var processID: Int { Int(handle.processID) }
  /// 150018 is 15.18.
  public var serverVersion: Int { Int(handle.serverVersion) }

  /// Runs statements in order, in one network round trip, and says what became of each.
  ///
  /// After a failure the rest is skipped. Without `begin` all of them are one transaction. A statement that the server can no longer
  /// run as prepared (its tables changed) is prepared anew, and the flush repeated once, where nothing can have been committed.
  /// A result beyond `resultBytesMax` is a failure with state 54000, although it and those after it have run.
  public func flush(
    _ statements: [Statement], deadline: ContinuousClock.Instant
  ) throws(ConnectionError) -> [StatementOutcome] {
    let start = ContinuousClock.now
    defer { noteUse(since: start) }
    return try underWatch(until: deadline) { () throws(ConnectionError) in
      try readAhead()
      let startsIdle = handle.transactionStatus == .idle
      let sent = try send(statements, controls: startsIdle ? evictions() : [], startsIdle: startsIdle, until: deadline)
      return try outcomes(of: sent)
    }
  }

  /// Sends statements that are a whole transaction, without waiting for the answers, which `finish` reads. Several such flushes may be
  /// on their way; they are finished in their order. It is not `cancellation` that stops it, only the deadline.
  public func start(_ statements: [Statement], deadline: ContinuousClock.Instant) throws(ConnectionError) {
    guard isUsable else { throw .spent }
    guard deadline > .now else { throw .deadlinePassed }
    let startsIdle = !sent.isEmpty || handle.transactionStatus == .idle
    sent.append(try send(statements, controls: startsIdle ? evictions() : [], startsIdle: startsIdle, until: deadline))
  }

  /// Whether a transaction is open that is not of a flush on its way.
  var isInTransaction: Bool { sent.allSatisfy(\.isRead) && handle.transactionStatus != .idle }

  /// Whether a flush was started that is not finished.
  public var hasFlushUnderWay: Bool { !sent.isEmpty }

  /// What became of the statements of the oldest flush that was started and not finished; as of `flush`.
  ///
  /// Where others are on their way behind it and it was cancelled before, its answers are read for their sake, and dropped.
  public func finish() throws(ConnectionError) -> [StatementOutcome] {
    guard let first = sent.first, isUsable || first.isRead else { throw .spent }
    sent.removeFirst()
    defer { if let time = first.flushTime { lastFlushTime = time } else { noteUse(since: first.start) } }
    if let cancellation, cancellation.isCancelled {
      guard first.isRead || !sent.isEmpty else { throw giveUp(.cancelled) }
      _ = try receive(first)
      throw .cancelled
    }
    if first.isRead { return try outcomes(of: first) }
    guard first.deadline > .now else { throw giveUp(.deadlinePassed) }
    return try underWatch(until: first.deadline) { () throws(ConnectionError) in try outcomes(of: first) }
  }

  func noteUse(since start: ContinuousClock.Instant) {
    let now = ContinuousClock.now
    lastFlushTime = now - max(start, lastUse)
    lastUse = now
  }

  /// Whether the server still holds its end, as far as can be seen without asking it; for a connection that lay idle, be it for a
  /// millisecond.
  public func isStillOpen() -> Bool {
    guard isUsable else { return false }
    if .now - lastUse < .milliseconds(1) { return true }
    guard hasInput(within: .zero) else { return true }
    // A notice or a changed setting may arrive unasked; the server's farewell is followed by the end of the stream.
    if handle.consumeInput(), !handle.isBusy, !hasInput(within: .milliseconds(5)) || handle.consumeInput() { return true }
    isUsable = false
    return false
  }

  private func hasInput(within time: Duration) -> Bool {
    waitForSocket(handle.socket, reading: true, writing: false, until: .now + time) == .ready
  }

  // MARK: giving up

  /// Runs `body` unless there is no use in it, and gives the connection up if it was cancelled meanwhile.
  func underWatch<Result>(
    until deadline: ContinuousClock.Instant, _ body: () throws(ConnectionError) -> Result
  ) throws(ConnectionError) -> Result {
    guard isUsable else { throw .spent }
    guard deadline > .now else { throw .deadlinePassed }
    guard let cancellation else { return try body() }
    guard cancellation.arm(wake) else { throw .cancelled }
    let result: Result
    do throws(ConnectionError) {
      result = try body()
    } catch {
      _ = cancellation.disarm()
      throw error
    }
    guard cancellation.disarm() else { throw giveUp(.cancelled) }
    return result
  }

  /// Marks the connection spent; statements that may be running are cancelled by another thread, since asking can block.
  func giveUp(_ error: ConnectionError) -> ConnectionError {
    if isUsable, error == .cancelled || error == .deadlinePassed, let request = handle.cancelRequest() {
      canceller.submit(request)
    }
    isUsable = false
    return error
  }

  func broken() -> ConnectionError {
    giveUp(.broken(DatabaseError(sqlState: "08006", message: handle.message)))
  }
}
