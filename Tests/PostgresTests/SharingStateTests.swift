@testable import Postgres
import Testing

/// When jobs join those that a worker has in work.
@Suite struct SharingStateTests {
  typealias Pool = PoolStateTests.Pool

  @Test func `a busy worker takes along what waits, in turns, and each job ends by itself`() {
    var pool = Pool(parked: 1, queueMax: 9)
    _ = (pool.submit(1, of: 1), pool.submit(2, of: 1), pool.submit(3, of: 2), pool.next(0))
    #expect([pool.join(0), pool.join(0), pool.join(0)] == ["run 3", "run 2", "nothing"])
    for _ in 0..<3 { pool.state.finished(0) }
    #expect(pool.next(0) == "wait")
    #expect(pool.state.counters.completed == 3)
    #expect(pool.state.queue.isIdle(1) && pool.state.queue.isIdle(2))
  }

  @Test func `it leaves to another worker what that one is on its way to`() {
    var pool = Pool(parked: 2)
    #expect([pool.submit(1), pool.next(1), pool.submit(2)] == ["wake worker(1)", "run 1", "wake worker(0)"])
    #expect(pool.join(1) == "nothing")
    #expect(pool.submit(3) == "wake sweeper")
    #expect(pool.join(1) == "run 2")
    #expect(pool.next(0) == "run 3")
  }

  @Test func `no more workers are woken than may share, unless one keeps its connection to itself`() {
    var pool = Pool(parked: 3, sharers: 1, queueMax: 9)
    #expect([pool.submit(1), pool.next(2)] == ["wake worker(2)", "run 1"])
    #expect([pool.submit(2), pool.submit(3)] == ["wake sweeper", "wake sweeper"])
    #expect([pool.hold(2), pool.hold(2)] == ["wake worker(1)", "nothing"])
    #expect([pool.next(1), pool.join(1)] == ["run 2", "run 3"])
    #expect(pool.submit(4) == "wake sweeper")
    #expect([pool.hold(1), pool.next(0)] == ["wake worker(0)", "run 4"])
    pool.state.finished(2)
    #expect(pool.next(2) == "wait")
  }

  @Test func `a worker that keeps its connection does so until its last job has ended`() {
    var pool = Pool(parked: 2, sharers: 1, queueMax: 9)
    _ = (pool.submit(1), pool.submit(2), pool.next(1), pool.join(1), pool.hold(1))
    pool.state.finished(1)
    #expect(pool.submit(3) == "wake worker(0)")
    pool.state.finished(1)
    #expect(pool.submit(4) == "wake sweeper")
  }

  @Test func `where others are busy only a taker with nothing in work joins the worker that is spare`() {
    var pool = Pool(parked: 1, spares: 1, queueMax: 9)
    _ = (pool.submit(1, of: 1), pool.next(1), pool.submit(2, of: 2), pool.next(0))
    _ = (pool.submit(3, of: 1), pool.submit(4, of: 3))
    #expect([pool.join(0), pool.join(0), pool.join(1)] == ["run 4", "nothing", "nothing"])
  }

  @Test func `jobs past their deadline are refused instead`() {
    var pool = Pool(parked: 1, queueMax: 9)
    _ = (pool.submit(1), pool.next(0), pool.submit(2, by: 50))
    pool.milliseconds = 60
    #expect(pool.join(0) == "refuse [2] expired")
    #expect(pool.join(0) == "nothing")
  }

  @Test func `nothing joins while the pool stops`() {
    var pool = Pool(parked: 1, queueMax: 9)
    _ = (pool.submit(1), pool.next(0), pool.submit(2))
    _ = pool.state.stop(by: pool.now + .milliseconds(500))
    #expect(pool.join(0) == "nothing")
    pool.state.finished(0)
    #expect(pool.next(0) == "run 2")
  }

  @Test func `all jobs of a lost connection run again on the next, one after the other`() {
    var pool = Pool(parked: 1, queueMax: 9)
    _ = (pool.submit(1), pool.submit(2), pool.submit(3), pool.next(0), pool.join(0), pool.join(0))
    let endings = [1, 2, 3].map { job in
      PoolState<Int>.Ending.rerun(
        PoolState<Int>.Entry(job: job, taker: 0, deadline: pool.now + .seconds(job), leavesAt: pool.now + .seconds(job), attempt: 2))
    }
    #expect(pool.state.lost(0, endings, now: pool.now) == [.sweeper])
    #expect(pool.next(0) == "connect")
    _ = pool.state.connected(0, now: pool.now)
    #expect(pool.next(0) == "run 1 again")
    pool.state.finished(0)
    pool.milliseconds = 2_500
    #expect(pool.sweep() == "refuse [2] expired")
    #expect(pool.next(0) == "run 3 again")
    #expect(pool.state.counters.retried == 3)
  }
}
