import Glibc
@testable import Postgres
import Testing

@Suite struct InterruptionTests {
  @Test func `leaves a statement that ran into statement_timeout as a failure and the connection usable`() throws {
    let connection = try TestDatabase.connect()
    let outcomes = try connection.flush("begin", "set local statement_timeout = '50ms'", "select pg_sleep(60)", "commit")
    #expect(outcomes == [.rows([]), .rows([]), .failure("57014"), .skipped])
    #expect(try connection.flush("rollback", "select 1") == [.rows([]), .rows([["1"]])])
  }

  @Test func `gives the connection up at the deadline and stops the statement on the server`() throws {
    let connection = try TestDatabase.connect()
    let processID = connection.processID
    let started = ContinuousClock.now
    #expect(throws: ConnectionError.deadlinePassed) { try connection.flush("select pg_sleep(60)", within: .milliseconds(100)) }
    #expect(ContinuousClock.now - started < .seconds(5))
    #expect(!connection.isUsable)
    #expect(throws: ConnectionError.spent) { try connection.flush("select 1") }
    try expectIdle(processID)
  }

  @Test func `sends nothing once the deadline has passed, and keeps the connection`() throws {
    let connection = try TestDatabase.connect()
    #expect(throws: ConnectionError.deadlinePassed) { try connection.flush("select 1", within: .zero) }
    #expect(connection.isUsable)
    #expect(try connection.flush("select 1") == [.rows([["1"]])])
  }

  @Test func `stops a running flush when its request is cancelled`() throws {
    let connection = try TestDatabase.connect()
    let processID = connection.processID
    let cancellation = CancellationHandle()
    connection.cancellation = cancellation
    let canceller = startThread { waitUntilActive(processID); cancellation.cancel() }
    let started = ContinuousClock.now
    #expect(throws: ConnectionError.cancelled) { try connection.flush("select pg_sleep(60)") }
    #expect(ContinuousClock.now - started < .seconds(10))
    #expect(!connection.isUsable)
    canceller?.join()
    try expectIdle(processID)
  }

  @Test func `sends nothing for a request that was cancelled before`() throws {
    let connection = try TestDatabase.connect()
    let cancellation = CancellationHandle()
    cancellation.cancel()
    cancellation.cancel()
    connection.cancellation = cancellation
    #expect(throws: ConnectionError.cancelled) { try connection.flush("select 1") }
    connection.cancellation = nil
    #expect(try connection.flush("select 1") == [.rows([["1"]])])
  }

  @Test func `is not touched by the cancel of a request that has ended`() throws {
    let connection = try TestDatabase.connect()
    for _ in 0..<100 {
      let cancellation = CancellationHandle()
      connection.cancellation = cancellation
      #expect(try connection.flush("select 1") == [.rows([["1"]])])
      connection.cancellation = nil
      cancellation.cancel()
      #expect(try connection.flush("select 2") == [.rows([["2"]])])
    }
  }

  @Test func `reports the last words of a server process that was terminated`() throws {
    let connection = try TestDatabase.connect()
    let processID = connection.processID
    let killer = startThread { waitUntilActive(processID); terminate(processID) }
    do {
      _ = try connection.flush("select 1", "select pg_sleep(60)", "select 2")
      Issue.record("it answered")
    } catch ConnectionError.broken(let error) {
      #expect(error?.sqlState == "57P01")
    }
    #expect(!connection.isUsable)
    killer?.join()
  }

  @Test func `sees before use that an idle connection was closed`() throws {
    let connection = try TestDatabase.connect()
    #expect(connection.isStillOpen())
    let processID = connection.processID
    terminate(processID)
    #expect(try waitUntilGone(processID))
    #expect(!connection.isStillOpen())
    #expect(!connection.isUsable)
  }

  @Test func `is still open after the server has said something unasked`() throws {
    let connection = try TestDatabase.connect()
    _ = try connection.flush("listen something")
    let other = try TestDatabase.connect()
    _ = try other.flush("notify something")
    #expect(connection.isStillOpen())
    #expect(try connection.flush("select 1") == [.rows([["1"]])])
  }

  @Test func `waits no longer than the deadline for a frozen server`() throws {
    let canceller = Canceller()
    let connections = try (0..<3).map { _ in try TestDatabase.connect(canceller: canceller) }
    let processIDs = connections.map { pid_t($0.processID) }
    for processID in processIDs { kill(processID, SIGSTOP) }
    defer { for processID in processIDs { kill(processID, SIGCONT) } }
    let started = ContinuousClock.now
    for connection in connections {
      #expect(throws: ConnectionError.deadlinePassed) { try connection.flush("select 1", within: .milliseconds(50)) }
    }
    #expect(ContinuousClock.now - started < .seconds(5))
  }
}

/// Asks the server until it says what is expected; the server's own clock is the only one to wait for.
private func waitUntil(_ condition: String) throws -> Bool {
  let connection = try TestDatabase.connect()
  let deadline = ContinuousClock.now + .seconds(10)
  while ContinuousClock.now < deadline {
    if try connection.flush("select (\(condition))::int, pg_sleep(0.01)")[0] == .rows([["1", ""]]) { return true }
  }
  return false
}

func waitUntilActive(_ processID: Int) {
  _ = try? waitUntil("select count(*) = 1 from pg_stat_activity where pid = \(processID) and wait_event = 'PgSleep'")
}

private func waitUntilGone(_ processID: Int) throws -> Bool {
  try waitUntil("select count(*) = 0 from pg_stat_activity where pid = \(processID)")
}

func expectIdle(_ processID: Int) throws {
  #expect(try waitUntil("select count(*) = 0 from pg_stat_activity where pid = \(processID) and state = 'active'"))
}

private func terminate(_ processID: Int) {
  _ = try? TestDatabase.connect().query("select pg_terminate_backend(\(processID))")
}
