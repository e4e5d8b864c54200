import Postgres
import Rows
import Testing

@Suite struct FlushTests {
  @Test func `answers every statement of a flush`() throws {
    let connection = try TestDatabase.connect()
    let outcomes = try connection.flush(
      [
        Statement("begin isolation level repeatable read read only"),
        Statement("select $1::int4 + 1 as n, $2::text as t", [.binary([0, 0, 0, 41]), .text("héé")]),
        Statement("select $1::text as t", [.null]),
        Statement("select where false"),
        Statement("commit"),
      ], deadline: .soon)
    #expect(outcomes.map(Outcome.init) == [.rows([]), .rows([["42", "héé"]]), .rows([[nil]]), .rows([]), .rows([])])
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `answers an empty flush, and one text many times`() throws {
    let connection = try TestDatabase.connect()
    #expect(try connection.flush() == [])
    let statements = (0..<1000).map { Statement("select $1::text", [.text("\($0)")]) }
    let outcomes = try connection.flush(statements, deadline: .soon)
    #expect(outcomes.map(Outcome.init) == (0..<1000).map { .rows([["\($0)"]]) })
    #expect(try connection.flush("select count(*) from pg_prepared_statements where statement = 'select $1::text'") == [.rows([["1"]])])
  }

  @Test func `sends and receives more than any buffer holds`() throws {
    let connection = try TestDatabase.connect(resultBytesMax: 64 << 20)
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 5 << 20)
    let statements = (0..<4).map { _ in Statement("select $1::text", [.text(large)]) }
    let outcomes = try connection.flush(statements, deadline: .soon)
    for outcome in outcomes {
      guard case .rows(let table) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(table.bytes == large)
    }
  }

  @Test func `skips what follows a failure and goes on after a rollback`() throws {
    let connection = try TestDatabase.connect()
    let outcomes = try connection.flush("begin", "select 1", "select 1 / 0", "select 2", "commit")
    #expect(outcomes == [.rows([]), .rows([["1"]]), .failure("22012"), .skipped, .skipped])
    #expect(connection.transactionStatus == .failed)
    #expect(try connection.flush("select 3") == [.failure("25P02")])
    #expect(try connection.flush("rollback", "select 3") == [.rows([]), .rows([["3"]])])
    #expect(connection.transactionStatus == .idle)
    #expect(connection.isUsable)
  }

  @Test func `undoes a flush without begin as a whole`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create table t (n int)")
      #expect(
        try connection.flush("insert into t values (1)", "select 1 / 0", "insert into t values (2)")
          == [.rows([]), .failure("22012"), .skipped])
      #expect(try connection.flush("select count(*) from t") == [.rows([["0"]])])
    }
  }

  @Test func `reports a text that cannot be parsed as the failure of its statement`() throws {
    let connection = try TestDatabase.connect()
    for _ in 0..<2 {
      #expect(try connection.flush("select 1", "selec", "select 2") == [.rows([["1"]]), .failure("42601"), .skipped])
    }
    #expect(try connection.flush("select 2") == [.rows([["2"]])])
  }

  @Test(arguments: [[0], [0x61, 0, 0x62], [0xFF], [0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func `refuses a text parameter that is not UTF-8 or holds a zero byte`(text: [UInt8]) throws {
    let connection = try TestDatabase.connect()
    let outcomes = try connection.flush(
      [Statement("select $1::text", [.text(text)]), Statement("select 1")], deadline: .soon)
    #expect(outcomes.map(Outcome.init) == [.failure("22021"), .skipped])
    #expect(try connection.flush("select 1") == [.rows([["1"]])])
  }

  @Test func `keeps every part of an error for the log and none in its description`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create table t (n int constraint positive check (n > 0))")
      let outcomes = try connection.flush([Statement("insert into t values (-5)")], deadline: .soon)
      guard case .failure(let error) = outcomes[0] else {
        Issue.record("\(outcomes)")
        return
      }
      #expect(
        error
          == DatabaseError(
            sqlState: "23514", message: #"new row for relation "t" violates check constraint "positive""#,
            detail: "Failing row contains (-5).", constraint: "positive"))
      #expect(error.description == "SQLSTATE 23514")
      #expect("\(error)" == "SQLSTATE 23514")
    }
  }

  @Test func `gives the code a procedure raised`() throws {
    let connection = try TestDatabase.connect()
    let outcomes = try connection.flush(
      [Statement("do $$ begin raise exception 'NOT_FOUND' using errcode = 'FW404', detail = 'd', hint = 'h'; end $$")],
      deadline: .soon)
    guard case .failure(let error) = outcomes[0] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(
      error
        == DatabaseError(
          sqlState: "FW404", message: "NOT_FOUND", detail: "d", hint: "h",
          context: "PL/pgSQL function inline_code_block line 1 at RAISE"))
  }

  @Test func `fails a result over the limit of bytes and runs the rest`() throws {
    let connection = try TestDatabase.connect(resultBytesMax: 100_000)
    #expect(
      try connection.flush("select length(repeat('x', 90000))", "select repeat('x', 200000)", "select 1")
        == [.rows([["90000"]]), .failure("54000"), .rows([["1"]])])
    guard case .rows = try connection.flush("select repeat('x', 90000)")[0] else {
      Issue.record("refused below the limit")
      return
    }
    #expect(connection.isUsable)
  }

  @Test func `gives the connection up at a COPY`() throws {
    let connection = try TestDatabase.connect()
    #expect(throws: ConnectionError.self) { try connection.flush("copy (select 1) to stdout") }
    #expect(!connection.isUsable)
    #expect(throws: ConnectionError.spent) { try connection.flush("select 1") }
  }
}
