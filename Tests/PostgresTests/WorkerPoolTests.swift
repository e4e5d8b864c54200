import Postgres
import Rows
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  @Test func `runs every job and then shuts down`() throws {
    let address = try TestDatabase.address
    let pool = try WorkerPool(ConnectionSettings(address: address), PoolSettings(workers: 2))
    let sum = Mutex(0)
    for number in 1...100 {
      pool.submit(
        Job(deadline: .soon) { connection, _ in
          let table = try? connection.query("select $1::int4", [.text(Array("\(number)".utf8))])
          sum.withLock { $0 += table?.integer(row: 0, column: 0) ?? 0 }
          return .finished
        } refuse: { refusal in
          Issue.record("refused: \(refusal)")
        })
    }
    pool.shutdown(within: .seconds(5))
    #expect(sum.withLock { $0 } == 5050)
    var expected = PoolCounters()
    expected.completed = 100
    expected.connects = 2
    #expect(pool.counters == expected)
  }
}
