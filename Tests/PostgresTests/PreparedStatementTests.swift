import Postgres
import Testing

@Suite struct PreparedStatementTests {
  static let prepared = "select statement from pg_prepared_statements where statement like 'select ''%' order by 1"

  @Test func `keeps the most recently used texts prepared on the server and no more`() throws {
    let connection = try TestDatabase.connect(preparedStatementsMax: 4)
    for name in ["a", "b", "c", "a", "d", "e"] { _ = try connection.flush("select '\(name)'") }
    // The query itself and the three last used fill the cache; eviction runs before a flush, so ask twice.
    _ = try connection.flush(Self.prepared)
    #expect(try connection.flush(Self.prepared) == [.rows([["select 'a'"], ["select 'd'"], ["select 'e'"]])])
  }

  @Test func `keeps as much text prepared as fits`() throws {
    let connection = try TestDatabase.connect(preparedTextBytesMax: 200)
    let texts = ["a", "b", "c"].map { "select '\(String(repeating: $0, count: 50))'" }
    for text in texts { _ = try connection.flush(text) }
    _ = try connection.flush(Self.prepared)
    // The query itself takes most of the room.
    #expect(try connection.flush(Self.prepared) == [.rows([[texts[2]]])])
  }

  @Test func `goes over the bound within one flush and returns to it`() throws {
    let connection = try TestDatabase.connect(preparedStatementsMax: 2)
    let texts = (0..<20).map { Statement("select '\($0)'") }
    #expect(try connection.flush(texts, deadline: .soon).map(Outcome.init) == (0..<20).map { .rows([["\($0)"]]) })
    #expect(try connection.flush("select count(*) from pg_prepared_statements") == [.rows([["3"]])])
  }

  @Test func `drops nothing while a transaction is open`() throws {
    let connection = try TestDatabase.connect(preparedStatementsMax: 1)
    #expect(try connection.flush("begin isolation level serializable", "select 'a'") == [.rows([]), .rows([["a"]])])
    #expect(try connection.flush("select 'b'") == [.rows([["b"]])])
    #expect(try connection.flush("select 'a'", "commit") == [.rows([["a"]]), .rows([])])
    #expect(try connection.flush("begin isolation level serializable", "commit") == [.rows([]), .rows([])])
  }

  @Test func `prepares anew when the columns of a table changed`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create table t (a int); insert into t values (1)")
      #expect(try connection.flush("begin", "select * from t", "commit") == [.rows([]), .rows([["1"]]), .rows([])])
      try connection.script("alter table t add column b text default 'x'")
      #expect(try connection.flush("begin", "select * from t", "commit") == [.rows([]), .rows([["1", "x"]]), .rows([])])
      try connection.script("alter table t alter column a type text")
      #expect(try connection.flush("select * from t") == [.rows([["1", "x"]])])
    }
  }

  @Test func `prepares anew several statements when a procedure was replaced by one of another type`() throws {
    try TestDatabase.withSchema { connection in
      let calls = ["select f($1)", "select f($1) as again"].map { Statement($0, [.text("7")]) }
      try connection.script("create function f(int) returns int language sql as 'select $1'")
      #expect(try connection.flush(calls, deadline: .soon).map(Outcome.init) == [.rows([["7"]]), .rows([["7"]])])
      try connection.script("drop function f; create function f(text) returns text language sql as 'select $1 || ''!'''")
      #expect(try connection.flush(calls, deadline: .soon).map(Outcome.init) == [.rows([["7!"]]), .rows([["7!"]])])
    }
  }

  @Test func `prepares anew when the server has forgotten`() throws {
    let connection = try TestDatabase.connect()
    #expect(try connection.flush("select 'a'") == [.rows([["a"]])])
    try connection.script("deallocate all")
    #expect(try connection.flush("select 'b'", "select 'a'") == [.rows([["b"]]), .rows([["a"]])])
  }

  @Test func `repeats nothing that was committed, but serves the next flush`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create table t (a int); create table log (n int)")
      #expect(try connection.flush("select * from t") == [.rows([])])
      try connection.script("alter table t add column b int")
      let outcomes = try connection.flush("begin", "insert into log values (1)", "commit", "select * from t")
      #expect(outcomes == [.rows([]), .rows([]), .rows([]), .failure("0A000")])
      #expect(try connection.flush("select * from t", "select count(*) from log") == [.rows([]), .rows([["1"]])])
    }
  }

  @Test func `repeats nothing inside a transaction begun earlier, but serves the next one`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create table t (a int)")
      #expect(try connection.flush("select * from t", "begin") == [.rows([]), .rows([])])
      #expect(try connection.flush("alter table t add column b int") == [.rows([])])
      #expect(try connection.flush("select * from t") == [.failure("0A000")])
      #expect(try connection.flush("rollback", "select * from t") == [.rows([]), .rows([])])
    }
  }

  @Test func `reports an error that a fresh preparation meets too`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create table t (a int)")
      #expect(try connection.flush("select a from t") == [.rows([])])
      try connection.script("drop table t")
      #expect(try connection.flush("begin", "select a from t") == [.rows([]), .failure("42P01")])
      #expect(try connection.flush("rollback") == [.rows([])])
    }
  }
}
