import Postgres
import Rows
import Testing

@Suite struct FlushTests {
  @Test func `answers every statement of a flush`() throws {
    let connection = try TestDatabase.connect()
    let outcomes = try connection.flush(
      [
        Statement("begin isolation level repeatable read read only"),
        Statement("select $1::int4 + 1 as n, $2::text as t", [.binary([0, 0, 0, 41]), .text(Array("héé".utf8))]),
        Statement("select $1::text as t", [.null]),
        Statement("commit"),
      ], deadline: .soon)
    print(outcomes)
    #expect(connection.transactionStatus == .idle)
  }
}
