import Postgres
import Rows
import Testing

@Suite struct SessionTests {
  @Test func `runs a script as one transaction`() throws {
    try TestDatabase.withSchema { connection in
      #expect(throws: QueryError.self) {
        try connection.script("create table t (n int); insert into t values (1); select 1 / 0; insert into t values (2)")
      }
      #expect(try connection.query("select to_regclass('t') is null").boolean(row: 0, column: 0) == true)
      try connection.script("create table t (n int); begin; insert into t values (1); commit; select * from t")
      #expect(try connection.query("select n from t").texts == [["1"]])
    }
  }

  @Test func `tells an operator where a script failed`() throws {
    let connection = try TestDatabase.connect()
    let script = "select 1;\nselect 'ü',\n  nowhere;\nselect 2"
    do {
      try connection.script(script)
      Issue.record("the script ran")
    } catch .database(let error) {
      #expect(
        error.explanation(of: script)
          == "42703: column \"nowhere\" does not exist\nat line 3, column 3:   nowhere;")
    }
    #expect(connection.isUsable)
  }

  @Test func `leaves a script's failed transaction open for the caller`() throws {
    let connection = try TestDatabase.connect()
    #expect(throws: QueryError.self) { try connection.script("begin; select 1 / 0; commit") }
    #expect(connection.transactionStatus == .failed)
    try connection.script("rollback")
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `session commands hold for a flush that begins no transaction`() throws {
    let connection = try Connection(
      ConnectionSettings(
        address: try TestDatabase.address,
        sessionCommands: ["set session characteristics as transaction isolation level repeatable read, read only"]))
    let states = try connection.query(
      "select current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')")
    #expect(states.texts == [["repeatable read on"]])
    do {
      _ = try connection.query("create table public.unwanted (n int)")
      Issue.record("it wrote")
    } catch .database(let error) {
      #expect(error.sqlState == "25006")
    }
  }

  @Test func `a session command that fails is no connection`() throws {
    #expect(throws: ConnectError.self) {
      _ = try Connection(ConnectionSettings(address: try TestDatabase.address, sessionCommands: ["set nothing.at all"]))
    }
  }

  @Test func `throws the failure of a query`() throws {
    let connection = try TestDatabase.connect()
    #expect(throws: QueryError.database(DatabaseError(sqlState: "22012", message: "division by zero"))) {
      try connection.query("select 1 / 0")
    }
    #expect(throws: QueryError.connection(.deadlinePassed)) { try connection.query("select 1", within: .zero) }
    #expect(connection.isUsable)
  }

  @Test func `tells about the server`() throws {
    let connection = try TestDatabase.connect()
    #expect(connection.serverVersion >= 150_000)
    #expect(
      try connection.query("select pg_backend_pid()::int8, current_setting('application_name')").texts
        == [["\(connection.processID)", "heirloom"]])
  }
}
