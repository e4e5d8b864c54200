import Glibc
@testable import Postgres
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  /// A pool under a name of its own in `pg_stat_activity`, shut down at the end.
  private func withPool<Result>(
    workers: Int = 1, queueMax: Int = 512, _ body: (WorkerPool, _ name: String) throws -> Result
  ) throws -> Result {
    let name = "pool_\(UInt32.random(in: 0...UInt32.max))"
    let settings = ConnectionSettings(address: try TestDatabase.address("application_name=\(name)"))
    let pool = try WorkerPool(settings, PoolSettings(workers: workers, queueMax: queueMax))
    defer { pool.shutdown(within: .seconds(5)) }
    return try body(pool, name)
  }

  /// Keeps the one worker of a pool busy until told to go on.
  private func occupy(_ pool: WorkerPool) -> (release: Mailbox<Bool>, answer: Mailbox<Answer>) {
    let (started, release) = (Mailbox<Bool>(), Mailbox<Bool>())
    let answer = pool.ask { _, _, _ throws(ConnectionError) in
      started.put(true)
      return release.take() == nil ? .wrong : .text("occupied")
    }
    _ = started.take()
    return (release, answer)
  }

  @Test func `runs every job and then shuts down`() throws {
    let pool = try WorkerPool(ConnectionSettings(address: try TestDatabase.address), PoolSettings(workers: 2))
    let answers = (1...200).map { pool.ask("select \($0)::text") }
    pool.shutdown(within: .seconds(10))
    #expect(answers.map { $0.take() } == (1...200).map { .text("\($0)") })
    let counters = pool.counters
    #expect(counters.completed == 200)
    #expect(counters.refused == [:])
    #expect([counters.connectionsOpen, counters.connectionsBusy, counters.queued] == [0, 0, 0])
    #expect(pool.ask("select 1").take() == .refused(.shuttingDown))
  }

  @Test func `measures the round trip when it connects, and again between jobs`() throws {
    try withPool { pool, _ in
      #expect(pool.ask("select 1").take() == .text("1"))
      let first = try #require(pool.roundTrip)
      #expect(first > .zero && first < .seconds(1))
    }
  }

  @Test func `the round trip is the least of the latest, and measured now and then`() {
    var trips = RoundTrips()
    #expect(trips.least == nil)
    let start = ContinuousClock.now
    var turns: [Bool] = []
    for time in [.zero, RoundTrips.interval / 2, RoundTrips.interval] { turns.append(trips.takeTurn(now: start + time)) }
    #expect(turns == [true, false, true])
    for microseconds in [50, 40, 900] { trips.note(.microseconds(microseconds)) }
    #expect(trips.least == .microseconds(40))
    for _ in 0..<8 { trips.note(.microseconds(700)) }
    #expect(trips.least == .microseconds(700))
  }

  @Test func `queues as many jobs as allowed and refuses one more at once`() throws {
    try withPool(queueMax: 3) { pool, _ in
      let (release, occupied) = occupy(pool)
      let waiting = (1...3).map { pool.ask("select \($0)::text") }
      #expect(pool.counters.queued == 3)
      #expect(pool.ask("select 4::text").take() == .refused(.full))
      release.put(true)
      #expect(occupied.take() == .text("occupied"))
      #expect(waiting.map { $0.take() } == [.text("1"), .text("2"), .text("3")])
      #expect(pool.counters.refused == [.full: 1])
    }
  }

  @Test func `refuses a job at its deadline while every worker is busy, and never runs it`() throws {
    try withPool { pool, _ in
      let (release, occupied) = occupy(pool)
      let started = ContinuousClock.now
      #expect(pool.ask(within: .milliseconds(100), "select 1").take() == .refused(.expired))
      #expect(ContinuousClock.now - started < .seconds(3))
      release.put(true)
      #expect(occupied.take() == .text("occupied"))
      #expect(pool.ask("select 'next'").take() == .text("next"))
      #expect(pool.counters.completed + (pool.counters.connectionsBusy) == 2)
    }
  }

  @Test func `does not run a job that was cancelled while it waited`() throws {
    try withPool { pool, _ in
      let (release, _) = occupy(pool)
      let cancellation = CancellationHandle()
      let cancelled = pool.ask(cancellation: cancellation, "select 1")
      cancellation.cancel()
      release.put(true)
      #expect(cancelled.take() == .refused(.cancelled))
      #expect(pool.ask("select 'next'").take() == .text("next"))
      #expect(pool.counters.connectionsLost == 0)
    }
  }

  @Test func `rolls back what a job left open before the next one runs`() throws {
    try withPool { pool, _ in
      let first = pool.ask { connection, _, deadline throws(ConnectionError) in
        let statements = ["begin", "set local test.remains = 'behind'", "select pg_backend_pid()::text"].map { Statement($0) }
        return Answer(try connection.flush(statements, deadline: deadline)[2])
      }
      let process = first.take()
      #expect(pool.ask("select pg_backend_pid()::text").take() == process)
      #expect(pool.ask("select coalesce(nullif(current_setting('test.remains', true), ''), 'nothing')").take() == .text("nothing"))
    }
  }

  @Test func `does not let a job notice that the server ended its connection before`() throws {
    try withPool { pool, _ in
      let first = pool.ask("select pg_backend_pid()::text").take()
      guard case .text(let process?) = first else { throw TestDatabase.Missing(variable: "a process") }
      try terminateAndWait(process)
      let second = pool.ask { connection, attempt, deadline throws(ConnectionError) in
        attempt == 1 ? Answer(try connection.flush([Statement("select pg_backend_pid()::text")], deadline: deadline)[0]) : .wrong
      }
      let answer = second.take()
      #expect(answer != first && answer != .wrong)
      #expect(pool.counters.retried == 0)
      #expect(pool.counters.connectionsLost == 1)
    }
  }

  @Test func `runs a job once more when its connection breaks, and not a third time`() throws {
    try withPool { pool, _ in
      let attempts = Mutex<[Int]>([])
      let suicide = "select pg_terminate_backend(pg_backend_pid())::text, pg_sleep(1)"
      let once = pool.ask { connection, attempt, deadline throws(ConnectionError) in
        attempts.withLock { $0.append(attempt) }
        return Answer(try connection.flush([Statement(attempt == 1 ? suicide : "select 'alive'")], deadline: deadline)[0])
      }
      #expect(once.take() == .text("alive"))
      #expect(pool.ask(suicide).take() == .refused(.unavailable))
      #expect(attempts.withLock { $0 } == [1, 2])
      #expect(pool.ask("select 'next'").take() == .text("next"))
      #expect([pool.counters.retried, pool.counters.connectionsLost] == [2, 3])
    }
  }

  @Test func `takes another connection after a deadline`() throws {
    try withPool { pool, _ in
      let first = pool.ask("select pg_backend_pid()::text").take()
      #expect(pool.ask(within: .milliseconds(100), "select pg_sleep(60)").take() == .failed(.deadlinePassed))
      let second = pool.ask("select pg_backend_pid()::text").take()
      #expect(second != first)
      #expect(pool.counters.connectionsLost == 1)
    }
  }

  @Test func `never lets a cancel reach the next request on the pool`() throws {
    try withPool { pool, _ in
      var generator = SystemRandomNumberGenerator()
      for _ in 0..<200 {
        let cancellation = CancellationHandle()
        let pause = Duration.microseconds(Int.random(in: 0...3000, using: &generator))
        let cancelled = pool.ask(cancellation: cancellation, "select pg_sleep(0.0015)")
        let innocent = (0..<3).map { pool.ask("select \($0)::text, pg_sleep(0.0005)") }
        let due = ContinuousClock.now + pause
        while ContinuousClock.now < due { sched_yield() }
        cancellation.cancel()
        let answer = cancelled.take()
        #expect([.text(""), .failed(.cancelled), .refused(.cancelled)].contains(answer))
        #expect(innocent.map { $0.take() } == [.text("0"), .text("1"), .text("2")])
      }
    }
  }

  @Test func `refuses at once without a database, and tells why it cannot connect`() throws {
    let reported = Mailbox<ConnectError>()
    let pool = try WorkerPool(ConnectionSettings(address: "postgresql:///x?host=/nowhere"), PoolSettings(workers: 1)) { event in
      if case .connectFailed(_, let error, _) = event { reported.put(error) }
    }
    #expect(reported.take()?.reason == .unreachable)
    let started = ContinuousClock.now
    #expect(pool.ask("select 1").take() == .refused(.unavailable))
    #expect(ContinuousClock.now - started < .seconds(1))
    pool.shutdown(within: .seconds(1))
  }

  @Test func `lets running and waiting jobs end before it shuts down, and closes its connections`() throws {
    let name = try withPool(workers: 2) { pool, name in
      let answers = (0..<4).map { pool.ask("select \($0)::text, pg_sleep(0.05)") }
      pool.shutdown(within: .seconds(5))
      #expect(answers.map { $0.take() } == (0..<4).map { .text("\($0)") })
      return name
    }
    let left = try TestDatabase.connect()
    let deadline = ContinuousClock.Instant.soon
    let count = "select count(*) from pg_stat_activity where application_name = '\(name)'"
    while try left.flush(count) != [.rows([["0"]])], ContinuousClock.now < deadline { sched_yield() }
    #expect(try left.flush(count) == [.rows([["0"]])])
  }

  @Test func `refuses waiting jobs when the time to shut down is over`() throws {
    try withPool { pool, _ in
      let (release, occupied) = occupy(pool)
      let waiting = pool.ask("select 1")
      let stopper = startThread { pool.shutdown(within: .milliseconds(50)) }
      #expect(waiting.take() == .refused(.shuttingDown))
      release.put(true)
      stopper?.join()
      #expect(occupied.take() == .text("occupied"))
    }
  }

  private func terminateAndWait(_ process: String) throws {
    let connection = try TestDatabase.connect()
    _ = try connection.flush("select pg_terminate_backend(\(process), 5000)")
  }
}
