@testable import Postgres
import Synchronization
import Testing

/// Jobs that share a worker's connection.
@Suite struct SharedConnectionTests {
  /// A pool of one worker, kept busy until `body` has submitted what is to share its connection.
  private func withBusyPool(_ body: (WorkerPool) throws -> [Mailbox<Answer>]) throws -> (answers: [Answer?], counters: PoolCounters) {
    let pool = try WorkerPool(ConnectionSettings(address: try TestDatabase.address), PoolSettings(workers: 1))
    defer { pool.shutdown(within: .seconds(5)) }
    let (started, release) = (Mailbox<Bool>(), Mailbox<Bool>())
    let occupied = Mailbox<Answer>()
    pool.submit(
      Job(deadline: .now + .seconds(15)) { _, _ in
        .begun(
          Job.Rest(isStarted: false) {
            started.put(true)
            occupied.put(release.take() == nil ? .wrong : .text("occupied"))
            return .finished
          })
      } refuse: { occupied.put(.refused($0)) })
    #expect(started.take() == true)
    let boxes = try body(pool)
    release.put(true)
    #expect(occupied.take() == .text("occupied"))
    let answers = boxes.map { $0.take() }
    pool.shutdown(within: .seconds(5))
    return (answers, pool.counters)
  }

  @Test func `as many as may be are on their way before the first is answered`() throws {
    let events = Mutex<[String]>([])
    let (answers, counters) = try withBusyPool { pool in
      (1...10).map { number in pool.share("select \(number)::text") { what in events.withLock { $0.append("\(what) \(number)") } } }
    }
    #expect(answers == (1...10).map { .text("\($0)") })
    let turns = [1...8, 9...10].flatMap { batch in batch.map { "start \($0)" } + batch.map { "finish \($0)" } }
    #expect(events.withLock { $0 } == turns)
    #expect(counters.completed == 11)
  }

  @Test func `one that keeps the connection to itself runs when those before it are answered, and nobody joins it`() throws {
    let events = Mutex<[String]>([])
    let (answers, _) = try withBusyPool { pool in
      [
        pool.share("select 'a'") { what in events.withLock { $0.append("\(what) a") } },
        pool.share("select 'alone'", isStarted: false) { what in events.withLock { $0.append("\(what) alone") } },
        pool.share("select 'b'") { what in events.withLock { $0.append("\(what) b") } },
      ]
    }
    #expect(answers == [.text("a"), .text("alone"), .text("b")])
    #expect(events.withLock { $0 } == ["start a", "start alone", "finish a", "finish alone", "start b", "finish b"])
  }

  @Test func `one that ends as it begins lets others join, unless it leaves a transaction open`() throws {
    let events = Mutex<[String]>([])
    let (answers, _) = try withBusyPool { pool in
      ["a", "select 1", "b", "begin", "c"].map { text in
        text.count == 1
          ? pool.share("select '\(text)'") { what in events.withLock { $0.append("\(what) \(text)") } }
          : pool.ask { connection, _, deadline throws(ConnectionError) in
            events.withLock { $0.append(text) }
            return Answer(try connection.flush([Statement(text)], deadline: deadline)[0])
          }
      }
    }
    #expect(answers == [.text("a"), .text("1"), .text("b"), .text(nil), .text("c")])
    #expect(events.withLock { $0 } == ["start a", "select 1", "start b", "begin", "finish a", "finish b", "start c", "finish c"])
  }

  @Test func `when the connection breaks, those that were not answered run once more`() throws {
    let (answers, counters) = try withBusyPool { pool in
      [pool.share("select pg_terminate_backend(pg_backend_pid())::text, pg_sleep(1)", again: "select 'alive'")]
        + (1...3).map { pool.share("select \($0)::text") }
    }
    #expect(answers == [.text("alive"), .text("1"), .text("2"), .text("3")])
    #expect([counters.retried, counters.connectionsLost, counters.completed] == [4, 1, 5])
    #expect(counters.refused == [:])
  }

  @Test func `one cancelled before it is answered costs the others nothing`() throws {
    let cancellation = CancellationHandle()
    let (answers, counters) = try withBusyPool { pool in
      [
        pool.share("select 'a'"), pool.share("select 'cancelled'", cancellation: cancellation) { if $0 == "start" { cancellation.cancel() } },
        pool.share("select 'b'"),
      ]
    }
    #expect(answers == [.text("a"), .failed(.cancelled), .text("b")])
    #expect([counters.retried, counters.connectionsLost] == [0, 0])
  }

  @Test func `a cancel never reaches another request`() throws {
    let pool = try WorkerPool(ConnectionSettings(address: try TestDatabase.address), PoolSettings(workers: 1))
    defer { pool.shutdown(within: .seconds(5)) }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let cancellation = CancellationHandle()
      let pause = Duration.microseconds(Int.random(in: 0...3000, using: &generator))
      let innocents = (0..<3).map { pool.share("select \($0)::text, pg_sleep(0.0005)") }
      let cancelled = pool.share("select pg_sleep(0.0015)::text", cancellation: cancellation)
      let more = (3..<6).map { pool.share("select \($0)::text, pg_sleep(0.0005)") }
      let due = ContinuousClock.now + pause
      while ContinuousClock.now < due {}
      cancellation.cancel()
      #expect([.text(""), .failed(.cancelled), .refused(.cancelled)].contains(cancelled.take()))
      #expect((innocents + more).map { $0.take() } == (0..<6).map { .text("\($0)") })
    }
  }
}

extension WorkerPool {
  /// Submits a job whose statement is on its way when others begin; repeated, with another statement or the same, when the
  /// connection breaks.
  fileprivate func share(
    _ text: String, again: String? = nil, isStarted: Bool = true, cancellation: CancellationHandle? = nil,
    observe: @escaping @Sendable (String) -> Void = { _ in }
  ) -> Mailbox<Answer> {
    let mailbox = Mailbox<Answer>()
    let deadline = ContinuousClock.now + .seconds(15)
    submit(
      Job(deadline: deadline, cancellation: cancellation) { connection, attempt in
        let statement = Statement(attempt == 1 ? text : again ?? text)
        let isStarted = isStarted && attempt == 1
        observe("start")
        if isStarted, (try? connection.start([statement], deadline: deadline)) == nil { return .ended(.retry) }
        return .begun(
          Job.Rest(isStarted: isStarted) {
            observe("finish")
            do throws(ConnectionError) {
              let outcomes = try isStarted ? connection.finish() : connection.flush([statement], deadline: deadline)
              mailbox.put(outcomes.count == 1 ? Answer(outcomes[0]) : .wrong)
            } catch {
              if attempt == 1, !connection.isUsable, error != .cancelled { return .retry }
              mailbox.put(.failed(error))
            }
            return .finished
          })
      } refuse: { mailbox.put(.refused($0)) })
    return mailbox
  }
}
