@testable import Postgres
import Rows
import Testing

/// Flushes that are on their way together.
@Suite struct SharedFlushTests {
  @Test func `flushes are answered in the order in which they were started, whatever became of those before`() throws {
    let connection = try TestDatabase.connect()
    try connection.start("select 1", "select set_config('test.who', 'first', true)")
    try connection.start("select 1 / 0", "select 2")
    try connection.start("select coalesce(nullif(current_setting('test.who', true), ''), 'nobody')")
    #expect(try connection.finishes() == [.rows([["1"]]), .rows([["first"]])])
    #expect(try connection.finishes() == [.failure("22012"), .skipped])
    #expect(try connection.finishes() == [.rows([["nobody"]])])
    #expect(connection.transactionStatus == .idle)
    #expect(connection.isUsable)
  }

  @Test func `a flush in between waits for none of them, and they are answered after it`() throws {
    let connection = try TestDatabase.connect()
    try connection.start("select 1")
    try connection.start("select 2")
    #expect(try connection.flush("begin", "select 3", "commit") == [.rows([]), .rows([["3"]]), .rows([])])
    #expect([try connection.finishes(), try connection.finishes()] == [[.rows([["1"]])], [.rows([["2"]])]])
  }

  @Test func `one text is prepared once, by the first flush that has it`() throws {
    let connection = try TestDatabase.connect()
    for _ in 0..<3 { try connection.start("select 'shared'") }
    for _ in 0..<3 { #expect(try connection.finishes() == [.rows([["shared"]])]) }
    #expect(try connection.flush("select count(*) from pg_prepared_statements where statement = 'select ''shared'''") == [.rows([["1"]])])
  }

  @Test func `a text whose preparation was skipped before is prepared by who comes after`() throws {
    let connection = try TestDatabase.connect()
    try connection.start("select 1 / 0", "select 'skipped'")
    try connection.start("select 'skipped'")
    #expect(try connection.finishes() == [.failure("22012"), .skipped])
    #expect(try connection.finishes() == [.rows([["skipped"]])])
    #expect(try connection.flush("select 'skipped'") == [.rows([["skipped"]])])
  }

  @Test func `a statement out of date is repeated while others are on their way`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create table t as select 1 as n")
      #expect(try connection.flush("select * from t") == [.rows([["1"]])])
      try connection.script("alter table t add column more text default 'more'")
      for text in ["select 'before'", "select * from t", "select * from t", "select 'behind'"] { try connection.start(text) }
      #expect(try connection.finishes() == [.rows([["before"]])])
      for _ in 0..<2 { #expect(try connection.finishes() == [.rows([["1", "more"]])]) }
      #expect(try connection.finishes() == [.rows([["behind"]])])
    }
  }

  @Test func `more than any buffer holds is on its way both ways`() throws {
    let connection = try TestDatabase.connect(resultBytesMax: 64 << 20)
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<8 { try connection.start([Statement("select $1::text", [.text(large)])], deadline: .soon) }
    for _ in 0..<8 {
      guard case .rows(let table) = try connection.finish().first else { throw ConnectionError.spent }
      #expect(table.bytes == large)
    }
  }

  @Test func `who is cancelled before its turn leaves the others theirs`() throws {
    let connection = try TestDatabase.connect()
    let cancellation = CancellationHandle()
    try connection.start("select 'gone'")
    try connection.start("select 'there'")
    cancellation.cancel()
    connection.cancellation = cancellation
    #expect(throws: ConnectionError.cancelled) { try connection.finishes() }
    connection.cancellation = nil
    #expect(try connection.finishes() == [.rows([["there"]])])
    #expect(try connection.flush("select 'next'") == [.rows([["next"]])])
  }

  @Test func `who is cancelled while it is waited for takes the connection along, also from those behind`() throws {
    let connection = try TestDatabase.connect()
    let processID = connection.processID
    let cancellation = CancellationHandle()
    try connection.start("select pg_sleep(60)")
    try connection.start("select 'behind'")
    connection.cancellation = cancellation
    let canceller = startThread { waitUntilActive(processID); cancellation.cancel() }
    #expect(throws: ConnectionError.cancelled) { try connection.finishes() }
    canceller?.join()
    connection.cancellation = nil
    #expect(throws: ConnectionError.spent) { try connection.finishes() }
    #expect(!connection.isUsable)
    try expectIdle(processID)
  }

  @Test func `one whose deadline passes on its way takes the connection along`() throws {
    let connection = try TestDatabase.connect()
    let processID = connection.processID
    try connection.start([Statement("select pg_sleep(60)")], deadline: .now + .milliseconds(100))
    try connection.start("select 'behind'")
    #expect(throws: ConnectionError.deadlinePassed) { try connection.finishes() }
    #expect(throws: ConnectionError.spent) { try connection.finishes() }
    try expectIdle(processID)
  }

  @Test func `reading ahead takes what comes in time, and no longer`() throws {
    let connection = try TestDatabase.connect()
    try connection.start("select 'soon'")
    #expect(try connection.readAhead(within: .seconds(10)))
    try connection.start("select pg_sleep(2)::text || 'late'")
    #expect(try !connection.readAhead(within: .milliseconds(20)))
    #expect([try connection.finishes(), try connection.finishes()] == [[.rows([["soon"]])], [.rows([["late"]])]])
  }

  @Test func `nothing is started that is too late, and nothing finished that was not started`() throws {
    let connection = try TestDatabase.connect()
    #expect(throws: ConnectionError.deadlinePassed) { try connection.start([Statement("select 1")], deadline: .now) }
    #expect(throws: ConnectionError.spent) { try connection.finishes() }
    #expect(try connection.flush("select 1") == [.rows([["1"]])])
  }
}

extension Connection {
  fileprivate func start(_ texts: String...) throws { try start(texts.map { Statement($0) }, deadline: .soon) }

  fileprivate func finishes() throws -> [Outcome] {
    try finish().map(Outcome.init)
  }
}
