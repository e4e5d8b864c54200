@testable import Postgres
import Testing

@Suite struct PoolStateTests {
  static let start = ContinuousClock.now

  /// A pool state with a clock in milliseconds, which says in words what it decides.
  struct Pool {
    var state: PoolState<Int>
    var milliseconds = 0

    init(workers: Int = 1, spares: Int = 0, sharers: Int = .max, queueMax: Int = 2, waitMax: Int = 2_000) {
      let settings = PoolSettings(
        workers: workers, spares: spares, sharers: sharers, queueMax: queueMax, waitMax: .milliseconds(waitMax))
      state = PoolState(settings, now: PoolStateTests.start)
    }

    /// All workers connected and asleep.
    init(parked workers: Int, spares: Int = 0, sharers: Int = .max, queueMax: Int = 2, waitMax: Int = 2_000) {
      self.init(workers: workers, spares: spares, sharers: sharers, queueMax: queueMax, waitMax: waitMax)
      for slot in 0..<(workers + spares) {
        _ = next(slot)
        _ = state.connected(slot, now: now)
        _ = next(slot)
      }
    }

    var now: ContinuousClock.Instant { PoolStateTests.start + .milliseconds(milliseconds) }

    mutating func submit(_ job: Int, of taker: Int32 = 0, by deadline: Int = 1000) -> String {
      switch state.submit(job, of: taker, deadline: PoolStateTests.start + .milliseconds(deadline), now: now) {
      case .queued(let wake, let displaced):
        (wake.map { "wake \($0)" } ?? "queued") + (displaced.map { ", instead of \($0)" } ?? "")
      case .refused(let refusal): "\(refusal)"
      }
    }

    mutating func next(_ slot: Int) -> String {
      switch state.next(slot, now: now) {
      case .wait(let until): wait(until)
      case .perform(.run(let entry)): entry.attempt == 1 ? "run \(entry.job)" : "run \(entry.job) again"
      case .perform(.connect): "connect"
      case .perform(.refuse(let jobs, let refusal)): "refuse \(jobs) \(refusal)"
      case .perform(.exit): "exit"
      }
    }

    mutating func join(_ slot: Int) -> String {
      switch state.join(slot, now: now) {
      case .run(let entry): "run \(entry.job)"
      case .refuse(let jobs, let refusal): "refuse \(jobs) \(refusal)"
      case .connect, .exit: "wrong"
      case nil: "nothing"
      }
    }

    mutating func hold(_ slot: Int) -> String { state.hold(slot).map { "wake \($0)" } ?? "nothing" }

    mutating func sweep() -> String {
      switch state.sweep(now: now) {
      case .wait(let until): wait(until)
      case .perform(.refuse(let jobs, let refusal)): "refuse \(jobs) \(refusal)"
      case .perform(.exit): "exit"
      }
    }

    mutating func connectFails(_ slot: Int, jitter: Double = 0) -> String {
      let failed = state.connectFailed(slot, now: now, jitter: jitter)
      return "\(failed.delay / .milliseconds(1)) ms, refuse \(failed.unavailable)"
    }

    mutating func loses(_ slot: Int, rerun job: Int? = nil, attempt: Int = 2, by deadline: Int = 1000) -> String {
      let entry = job.map {
        let time = PoolStateTests.start + .milliseconds(deadline)
        return PoolState<Int>.Entry(job: $0, taker: 0, deadline: time, leavesAt: time, attempt: attempt)
      }
      return said(state.lost(slot, [entry.map { .rerun($0) } ?? .answered], now: now))
    }

    /// Has half of the jobs in work at most.
    mutating func press() {
      for _ in 0..<2 {
        state.limit.noteRefusal()
        _ = adapts(toWait: 1)
      }
    }

    mutating func adapts(toWait share: Double) -> String {
      milliseconds += 20
      return said(state.adapt(toWait: share, now: now))
    }

    private func said(_ wakes: [PoolState<Int>.Wake]) -> String { wakes.map { "wake \($0)" }.joined(separator: ", ") }

    private func wait(_ until: ContinuousClock.Instant?) -> String {
      guard let until else { return "wait" }
      return "wait until \(Int((until - PoolStateTests.start) / .milliseconds(1)))"
    }
  }

  @Test func `connects each worker, then lets it sleep`() {
    var pool = Pool(workers: 2)
    #expect([pool.next(0), pool.next(1)] == ["connect", "connect"])
    #expect(pool.state.connected(0, now: pool.now) == [])
    #expect(pool.next(0) == "wait")
    #expect(pool.state.counters.connectionsOpen == 1)
  }

  @Test func `wakes the worker that fell asleep last, one for each job`() {
    var pool = Pool(parked: 2)
    #expect([pool.submit(1), pool.submit(2)] == ["wake worker(1)", "wake worker(0)"])
    #expect([pool.next(1), pool.next(0)] == ["run 1", "run 2"])
  }

  @Test func `takes jobs in the order they came, whoever is free first`() {
    var pool = Pool(parked: 2, queueMax: 3)
    _ = (pool.submit(1), pool.submit(2))
    #expect(pool.next(0) == "run 1")
    pool.state.finished(0)
    #expect([pool.next(0), pool.next(1)] == ["run 2", "wait"])
    #expect(pool.submit(3) == "wake worker(1)")
  }

  @Test func `accepts as many waiting jobs as the queue holds and refuses one more`() {
    var pool = Pool(parked: 1, queueMax: 2)
    _ = pool.submit(0)
    _ = pool.next(0)
    #expect([pool.submit(1), pool.submit(2), pool.submit(3)] == ["wake sweeper", "wake sweeper", "full"])
    pool.state.finished(0)
    #expect(pool.next(0) == "run 1")
    #expect([pool.submit(4), pool.submit(5)] == ["wake sweeper", "full"])
    #expect(pool.state.counters.refused == [.full: 2])
    #expect(pool.state.counters.queued == 2)
  }

  @Test func `takes jobs of the taker with the fewest in work, then of the one whose turn was longest ago`() {
    var pool = Pool(parked: 2, queueMax: 9)
    for job in 1...4 { _ = pool.submit(job, of: 1) }
    #expect([pool.next(0), pool.next(1)] == ["run 1", "run 2"])
    _ = (pool.submit(5, of: 2), pool.submit(6, of: 2), pool.submit(7, of: 3))
    var order: [String] = []
    for slot in [0, 1, 0, 1, 0] {
      pool.state.finished(slot)
      order.append(pool.next(slot))
    }
    #expect(order == ["run 5", "run 3", "run 7", "run 6", "run 4"])
  }

  @Test func `keeps a spare worker for takers with no job in work`() {
    var pool = Pool(parked: 1, spares: 1, queueMax: 9)
    #expect([pool.submit(1, of: 1), pool.submit(2, of: 1)] == ["wake worker(1)", "wake sweeper"])
    #expect([pool.next(1), pool.next(0)] == ["run 1", "wait until 1000"])
    #expect(pool.submit(3, of: 2) == "wake worker(0)")
    #expect(pool.next(0) == "run 3")
    #expect(pool.submit(4, of: 2) == "wake sweeper")
    pool.state.finished(0)
    #expect(pool.next(0) == "run 4")
    pool.state.finished(1)
    #expect(pool.next(1) == "run 2")
    pool.state.finished(0)
    #expect(pool.next(0) == "wait")
  }

  @Test func `starts no more jobs than the limit allows, but a spare one for a taker with none in work`() {
    var pool = Pool(parked: 4, spares: 1, queueMax: 4)
    pool.press()
    #expect([pool.submit(1, of: 1), pool.submit(2, of: 1), pool.submit(3, of: 1)] == ["wake worker(4)", "wake worker(3)", "wake sweeper"])
    #expect([pool.next(4), pool.next(3)] == ["run 1", "run 2"])
    #expect([pool.submit(4, of: 2), pool.submit(5, of: 3)] == ["wake worker(2)", "wake sweeper"])
    #expect([pool.next(2), pool.next(1)] == ["run 4", "wait until 1000"])
    pool.state.finished(4)
    #expect(pool.next(4) == "run 5")
    pool.state.finished(2)
    #expect(pool.next(2) == "wait until 1000")
    pool.state.finished(3)
    #expect(pool.next(3) == "run 3")
  }

  @Test func `wakes workers for what waits when the limit is gone`() {
    var pool = Pool(parked: 4, spares: 1, queueMax: 4)
    pool.press()
    for job in 1...6 { _ = pool.submit(job) }
    #expect([pool.next(4), pool.next(3)] == ["run 1", "run 2"])
    #expect([pool.adapts(toWait: 0), pool.adapts(toWait: 0)] == ["", "wake worker(2), wake worker(1)"])
    #expect([pool.next(2), pool.next(1)] == ["run 3", "run 4"])
  }

  @Test func `wakes a spare worker when another loses its connection`() {
    var pool = Pool(parked: 1, spares: 1)
    _ = (pool.submit(1), pool.next(1), pool.submit(2))
    #expect(pool.loses(1) == "wake worker(0)")
    #expect(pool.next(0) == "run 2")
  }

  @Test func `lets the newest job of a line more than twice as long give way when all lines are full`() {
    var pool = Pool(parked: 1, queueMax: 6)
    _ = (pool.submit(0, of: 1), pool.next(0))
    for job in 1...6 { _ = pool.submit(job, of: 1) }
    #expect([pool.submit(7, of: 2), pool.submit(8, of: 2)] == ["wake sweeper, instead of 6", "wake sweeper, instead of 5"])
    #expect([pool.submit(9, of: 2), pool.submit(10, of: 1)] == ["full", "full"])
    #expect(pool.submit(11, of: 3) == "wake sweeper, instead of 4")
    #expect(pool.state.counters.refused == [.full: 5])
    #expect(pool.state.counters.queued == 6)
  }

  @Test func `lets a job wait no longer than allowed`() {
    var pool = Pool(parked: 1, waitMax: 300)
    _ = (pool.submit(0), pool.next(0))
    #expect([pool.submit(1, by: 900), pool.submit(2, by: 200)] == ["wake sweeper", "wake sweeper"])
    #expect(pool.sweep() == "wait until 200")
    pool.milliseconds = 300
    #expect([pool.sweep(), pool.sweep(), pool.sweep()] == ["refuse [2] expired", "refuse [1] full", "wait"])
    #expect(pool.state.counters.refused == [.full: 1, .expired: 1])
  }

  @Test func `lets a spare worker answer for jobs that it leaves to others for too long`() {
    var pool = Pool(parked: 1, spares: 1, waitMax: 300)
    _ = (pool.submit(1), pool.next(1), pool.submit(2))
    #expect(pool.next(0) == "wait until 300")
    pool.milliseconds = 300
    #expect([pool.next(0), pool.next(0)] == ["refuse [2] full", "wait"])
  }

  /// Jobs take a hundred milliseconds each, one after the other, and a second may be waited.
  @Test func `refuses at once a job that would wait too long, going by those before`() {
    var pool = Pool(parked: 1, queueMax: 200, waitMax: 1_000)
    for job in 0..<100 { _ = pool.submit(job, of: 1, by: 100_000) }
    for _ in 0..<80 {
      _ = pool.next(0)
      pool.milliseconds += 100
      pool.state.finished(0)
    }
    #expect(pool.state.counters.queued == 20)
    #expect([pool.submit(101, of: 1, by: 100_000), pool.submit(102, of: 2, by: 100_000)] == ["full", "wake sweeper"])
  }

  @Test func `forgets how fast jobs went when none waits`() {
    var pool = Pool(parked: 1, queueMax: 20, waitMax: 10)
    for job in 0..<20 {
      _ = pool.submit(job, by: 100_000)
      _ = pool.next(0)
      pool.milliseconds += 1_000
      pool.state.finished(0)
      #expect(pool.next(0) == "wait")
    }
    _ = (pool.submit(20, by: 100_000), pool.next(0))
    #expect([pool.submit(21, by: 100_000), pool.submit(22, by: 100_000)] == ["wake sweeper", "wake sweeper"])
  }

  @Test func `refuses a job whose deadline has passed, before and after waiting`() {
    var pool = Pool(parked: 1)
    pool.milliseconds = 10
    #expect(pool.submit(1, by: 10) == "expired")
    #expect(pool.submit(2, by: 11) == "wake worker(0)")
    pool.milliseconds = 11
    #expect([pool.next(0), pool.next(0)] == ["refuse [2] expired", "wait"])
    #expect(pool.state.counters.refused == [.expired: 2])
  }

  @Test func `lets the sweeper answer for jobs no worker reaches in time`() {
    var pool = Pool(parked: 1, queueMax: 9)
    #expect(pool.sweep() == "wait")
    _ = pool.submit(0)
    _ = pool.next(0)
    #expect(pool.submit(1, by: 500) == "wake sweeper")
    #expect(pool.sweep() == "wait until 500")
    #expect([pool.submit(2, by: 600), pool.submit(3, by: 400)] == ["queued", "wake sweeper"])
    #expect(pool.sweep() == "wait until 400")
    pool.milliseconds = 500
    #expect([pool.sweep(), pool.sweep()] == ["refuse [1, 3] expired", "wait until 600"])
  }

  @Test func `runs a job again on a fresh connection, before any other`() {
    var pool = Pool(parked: 1)
    _ = (pool.submit(1), pool.next(0), pool.submit(2))
    #expect(pool.loses(0, rerun: 1, by: 700) == "wake sweeper")
    #expect(pool.next(0) == "connect")
    _ = pool.state.connected(0, now: pool.now)
    #expect(pool.next(0) == "run 1 again")
    pool.state.finished(0)
    #expect(pool.next(0) == "run 2")
    var expected = PoolCounters()
    (expected.connectionsOpen, expected.connectionsBusy, expected.completed) = (1, 1, 1)
    (expected.retried, expected.connects, expected.connectionsLost) = (1, 2, 1)
    #expect(pool.state.counters == expected)
  }

  @Test func `does not count a job that had not begun as run again`() {
    var pool = Pool(parked: 1)
    _ = (pool.submit(1), pool.next(0))
    _ = pool.loses(0, rerun: 1, attempt: 1)
    _ = pool.next(0)
    _ = pool.state.connected(0, now: pool.now)
    #expect(pool.next(0) == "run 1")
    #expect(pool.state.counters.retried == 0)
  }

  @Test func `answers for a job that waits for a fresh connection too long`() {
    var pool = Pool(parked: 1)
    _ = (pool.submit(1, by: 300), pool.next(0), pool.loses(0, rerun: 1, by: 300), pool.next(0))
    #expect(pool.sweep() == "wait until 300")
    pool.milliseconds = 300
    #expect([pool.sweep(), pool.sweep()] == ["refuse [1] expired", "wait"])
    _ = pool.state.connected(0, now: pool.now)
    #expect(pool.next(0) == "wait")
  }

  @Test func `refuses at once while every attempt to connect fails`() {
    var pool = Pool(workers: 2)
    _ = (pool.next(0), pool.next(1))
    #expect(pool.submit(1) == "wake sweeper")
    #expect(pool.connectFails(0) == "50.0 ms, refuse []")
    #expect(pool.submit(2) == "wake sweeper")
    #expect(pool.connectFails(1) == "50.0 ms, refuse [1, 2]")
    #expect(pool.submit(3) == "unavailable")
    pool.milliseconds = 50
    #expect(pool.next(0) == "connect")
    #expect(pool.submit(4) == "unavailable")
    _ = pool.state.connected(0, now: pool.now)
    #expect(pool.submit(5) == "wake sweeper")
    #expect(pool.next(0) == "run 5")
    #expect(pool.state.counters.refused == [.unavailable: 4])
  }

  @Test func `keeps jobs while another worker still has its connection`() {
    var pool = Pool(parked: 2)
    _ = (pool.submit(1), pool.next(1), pool.submit(2), pool.next(0), pool.submit(3))
    _ = (pool.loses(0, rerun: 2), pool.next(0))
    #expect(pool.connectFails(0) == "50.0 ms, refuse [2]")
    pool.state.finished(1)
    #expect(pool.next(1) == "run 3")
  }

  @Test func `doubles the delay up to one second when alone, and spreads it by a quarter`() {
    var pool = Pool(workers: 1)
    var delays: [String] = []
    for _ in 0..<7 {
      pool.milliseconds += 10_000
      #expect(pool.next(0) == "connect")
      delays.append(pool.connectFails(0))
    }
    #expect(
      delays == ["50.0", "100.0", "200.0", "400.0", "800.0", "1000.0", "1000.0"].map { "\($0) ms, refuse []" })
    pool.milliseconds += 10_000
    _ = pool.next(0)
    #expect(pool.connectFails(0, jitter: 1) == "1250.0 ms, refuse []")
    #expect(pool.next(0) == "wait until \(pool.milliseconds + 1250)")
  }

  @Test func `doubles the delay up to 32 seconds while another worker is connected`() {
    var pool = Pool(workers: 2)
    _ = (pool.next(0), pool.next(1))
    _ = pool.state.connected(1, now: pool.now)
    var delays: [String] = []
    for _ in 0..<12 {
      _ = pool.next(0)
      delays.append(pool.connectFails(0))
      pool.milliseconds += 100_000
    }
    #expect(delays.last == "32000.0 ms, refuse []")
  }

  @Test func `leaves one worker trying every second while none is connected`() {
    var pool = Pool(workers: 3)
    var attempts: [Int] = []
    for milliseconds in stride(from: 0, to: 200_000, by: 10) {
      pool.milliseconds = milliseconds
      for slot in 0..<3 where pool.next(slot) == "connect" {
        attempts.append(milliseconds)
        _ = pool.connectFails(slot)
      }
    }
    let late = attempts.filter { $0 >= 100_000 }
    #expect(zip(late, late.dropFirst()).allSatisfy { $1 - $0 <= 1010 })
    #expect((90...130).contains(late.count))
  }

  @Test func `tells waiting workers when the database is back`() {
    var pool = Pool(workers: 3)
    for slot in 0..<3 { _ = (pool.next(slot), pool.connectFails(slot)) }
    pool.milliseconds = 50
    #expect(pool.next(0) == "connect")
    pool.milliseconds = 49
    #expect(pool.state.connected(0, now: pool.now) == [.worker(1), .worker(2)])
    #expect([pool.next(1), pool.next(2)] == ["connect", "connect"])
  }

  @Test func `stops when running and waiting jobs are done`() {
    var pool = Pool(parked: 2)
    _ = (pool.submit(1), pool.next(1), pool.submit(2))
    #expect(pool.state.stop(by: pool.now + .seconds(1)) == [.worker(0), .worker(1), .sweeper])
    #expect(pool.submit(3) == "shuttingDown")
    #expect(pool.next(0) == "run 2")
    pool.state.finished(1)
    #expect(pool.next(1) == "exit")
    pool.state.finished(0)
    #expect(pool.next(0) == "exit")
    #expect(pool.sweep() == "wait")
    pool.state.close()
    #expect(pool.sweep() == "exit")
  }

  @Test func `refuses what still waits when the time to stop is over`() {
    var pool = Pool(parked: 1, queueMax: 9)
    _ = (pool.submit(1), pool.next(0), pool.submit(2, by: 9000), pool.submit(3, by: 9000))
    _ = pool.state.stop(by: pool.now + .milliseconds(200))
    #expect(pool.sweep() == "wait until 200")
    pool.milliseconds = 200
    #expect([pool.sweep(), pool.sweep()] == ["refuse [2, 3] shuttingDown", "wait"])
    pool.state.finished(0)
    #expect(pool.next(0) == "exit")
  }

  @Test func `connects for waiting jobs while stopping, but not after a failure`() {
    var pool = Pool(workers: 1)
    _ = pool.submit(1)
    _ = pool.state.stop(by: pool.now + .seconds(1))
    #expect(pool.next(0) == "connect")
    _ = pool.connectFails(0)
    #expect(pool.next(0) == "exit")
    #expect(pool.state.counters.refused == [.unavailable: 1])
  }

  @Test func `refuses a job that lost its connection when there is no time left`() {
    var pool = Pool(parked: 1)
    _ = (pool.submit(1), pool.next(0))
    _ = pool.state.stop(by: pool.now)
    _ = pool.loses(0, rerun: 1)
    #expect([pool.next(0), pool.next(0)] == ["refuse [1] shuttingDown", "exit"])
  }
}
