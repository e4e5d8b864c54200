import Synchronization

/// What happens to the pool's connections, for the log.
public enum PoolEvent: Sendable {
  case connected(worker: Int)
  case connectFailed(worker: Int, ConnectError, retryIn: Duration)
  /// Broken, timed out or cancelled.
  case connectionLost(worker: Int)
}

public struct NoThreadLeft: Error, Sendable {}

/// Threads that each own one connection and take jobs from a bounded queue, whose takers take turns.
///
/// The threads keep the pool alive until `shutdown(within:)`.
public final class WorkerPool: Sendable {
  private let connection: ConnectionSettings
  private let observe: @Sendable (PoolEvent) -> Void
  private let canceller = Canceller()
  private let monitor: Monitor<PoolState<Job>>
  private let threads = Monitor(Threads())
  private let briefMax: Duration
  private let roundTrips = Mutex(RoundTrips())
  private let processorWait = Mutex(ProcessorWait())
  /// The sweeper's condition: those before it are the workers'.
  private let sweeper: Int

  private struct Threads: Sendable {
    var workers: [Thread] = []
    var sweeper: Thread?
  }

  /// Returns at once; connecting goes on in the workers, and jobs wait for it.
  public init(
    _ connection: ConnectionSettings, _ settings: PoolSettings = PoolSettings(),
    observe: @escaping @Sendable (PoolEvent) -> Void = { _ in }
  ) throws(NoThreadLeft) {
    self.connection = connection
    self.observe = observe
    briefMax = settings.briefMax
    sweeper = settings.threads
    monitor = Monitor(PoolState(settings, now: .now), conditionCount: settings.threads + 1)
    let sweeping = startThread { [self] in sweep() }
    let working = (0..<settings.threads).compactMap { worker in startThread { [self] in work(worker) } }
    threads.withLock { $0 = Threads(workers: working, sweeper: sweeping) }
    guard sweeping != nil, working.count == settings.threads else {
      shutdown(within: .zero)
      throw NoThreadLeft()
    }
  }

  /// Queues a job, or refuses it on this thread. Never blocks.
  public func submit(_ job: Job) {
    let now = ContinuousClock.now
    let (submission, mustAdapt) = monitor.withLock { state in
      (state.submit(job, of: job.taker, deadline: job.deadline, now: now), state.mustAdapt(now: now))
    }
    switch submission {
    case .queued(let wake, let displaced):
      if let wake { perform(wake) }
      displaced?.refuse(.full)
    case .refused(let refusal): job.refuse(refusal)
    }
    if mustAdapt { adapt(now: now) }
  }

  /// The calling thread submits jobs: while it has to wait for a processor and jobs are refused, fewer are in work.
  public func watchThread() {
    guard let clock = WaitClock() else { return }
    processorWait.withLock { $0.watch(clock) }
  }

  private func adapt(now: ContinuousClock.Instant) {
    guard let share = processorWait.withLock({ $0.share(now: now) }) else { return }
    for wake in monitor.withLock({ $0.adapt(toWait: share, now: now) }) { perform(wake) }
  }

  /// The time of a flush without statements, lately measured; nil before there was a connection.
  public var roundTrip: Duration? { roundTrips.withLock { $0.least } }

  public var counters: PoolCounters { monitor.withLock { $0.counters } }

  /// Accepts no more jobs, lets waiting and running ones end, closes the connections and joins the threads. Blocks.
  ///
  /// Jobs still waiting after `time` are refused; running ones are bounded by their own deadlines.
  public func shutdown(within time: Duration) {
    let wakes = monitor.withLock { $0.stop(by: .now + time) }
    for wake in wakes { perform(wake) }
    let joining = threads.withLock { threads in
      defer { threads = Threads() }
      return threads
    }
    for thread in joining.workers { thread.join() }
    monitor.withLock { $0.close() }
    monitor.wake(sweeper)
    joining.sweeper?.join()
  }

  private func perform(_ wake: PoolState<Job>.Wake) {
    switch wake {
    case .worker(let worker): monitor.wake(worker)
    case .sweeper: monitor.wake(sweeper)
    }
  }

  // MARK: threads

  private func sweep() {
    while true {
      switch monitor.await(on: sweeper, { $0.sweep(now: .now) }) {
      case .refuse(let jobs, let refusal): for job in jobs { job.refuse(refusal) }
      case .exit: return
      }
    }
  }

  private func work(_ worker: Int) {
    var current: Connection?
    while true {
      switch monitor.await(on: worker, { $0.next(worker, now: .now) }) {
      case .run(let entry): if !run(entry, on: current, worker) { current = nil }
      case .connect: current = connect(worker)
      case .refuse(let jobs, let refusal): for job in jobs { job.refuse(refusal) }
      case .exit: return
      }
    }
  }

  private func connect(_ worker: Int) -> Connection? {
    do throws(ConnectError) {
      let connection = try Connection(connection, canceller: canceller)
      _ = measureRoundTrip(connection)
      for wake in monitor.withLock({ $0.connected(worker, now: .now) }) { perform(wake) }
      observe(.connected(worker: worker))
      return connection
    } catch {
      let jitter = Double.random(in: 0..<1)
      let failed = monitor.withLock { $0.connectFailed(worker, now: .now, jitter: jitter) }
      for job in failed.unavailable { job.refuse(.unavailable) }
      observe(.connectFailed(worker: worker, error, retryIn: failed.delay))
      return nil
    }
  }

  /// Runs a job, and with it those that wait for a worker while its flush is on its way. False when the connection is to be dropped.
  private func run(_ entry: PoolState<Job>.Entry, on connection: Connection?, _ worker: Int) -> Bool {
    guard let connection, connection.isStillOpen() else { return lose(worker, [.rerun(entry)]) }
    var jobs = SharedConnection(connection)
    jobs.begin(entry)
    while jobs.mayGrow, let next = monitor.withLock({ $0.join(worker, now: .now) }) {
      switch next {
      case .run(let entry): jobs.begin(entry)
      case .refuse(let late, let refusal): for job in late { job.refuse(refusal) }
      case .connect, .exit: break
      }
    }
    if !jobs.isShared || !jobs.readAhead(waiting: briefMax), let wake = monitor.withLock({ $0.hold(worker) }) { perform(wake) }
    while let ending = jobs.finishOldest() {
      guard connection.isUsable, !jobs.isEmpty || isFree(connection) else {
        var endings = [ending]
        while let ending = jobs.finishOldest() { endings.append(ending) }
        return lose(worker, endings)
      }
      monitor.withLock { $0.finished(worker, ending) }
    }
    return true
  }

  /// Whether the next job may have the connection, after its distance was measured where it is time to.
  private func isFree(_ connection: Connection) -> Bool {
    settle(connection) && (!roundTrips.withLock { $0.takeTurn(now: .now) } || measureRoundTrip(connection))
  }

  /// After a job has answered, so that nobody waits for it but who comes next.
  private func measureRoundTrip(_ connection: Connection) -> Bool {
    let start = ContinuousClock.now
    guard (try? connection.flush([], deadline: start + .seconds(1))) != nil else { return false }
    roundTrips.withLock { $0.note(.now - start) }
    return true
  }

  private func lose(_ worker: Int, _ endings: [PoolState<Job>.Ending]) -> Bool {
    for wake in monitor.withLock({ $0.lost(worker, endings, now: .now) }) { perform(wake) }
    observe(.connectionLost(worker: worker))
    return false
  }

  /// Whether the next job may have the connection: usable, and in no transaction.
  private func settle(_ connection: Connection) -> Bool {
    guard connection.isUsable else { return false }
    if connection.transactionStatus == .idle { return true }
    let rolledBack = try? connection.flush([Statement("rollback")], deadline: .now + .seconds(1))
    return rolledBack != nil && connection.transactionStatus == .idle
  }
}
