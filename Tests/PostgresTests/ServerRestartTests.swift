import Glibc
@testable import Postgres
import Synchronization
import Testing

/// A server of its own, restarted while clients ask without pause.
@Suite(.serialized) struct ServerRestartTests {
  @Test(arguments: ["fast", "immediate"]) func `answers every request through a restart and loses no acknowledged write`(mode: String) throws {
    let cluster = try Cluster()
    defer { cluster.remove() }
    try cluster.connect().script("create table ledger (id int primary key)")
    let pool = try WorkerPool(ConnectionSettings(address: cluster.address), PoolSettings(workers: 4))
    let load = Load(pool: pool)
    let clients = (0..<4).compactMap { client in startThread { load.run(client) } }
    load.waitForAnswers(200)
    try cluster.run("restart", mode)
    let up = ContinuousClock.now
    load.waitForRecovery()
    let recovery = ContinuousClock.now - up
    load.waitForAnswers(200)
    load.stop()
    for client in clients { client.join() }
    pool.shutdown(within: .seconds(5))

    let log = load.log.withLock { $0 }
    #expect(recovery < .seconds(2))
    #expect(log.unexpected == [])
    let kept = try Set(cluster.connect().query("select id from ledger").texts.compactMap { $0[0].flatMap(Int.init) })
    #expect(log.acknowledged.subtracting(kept) == [])
    #expect(log.unavailable > 0 || pool.counters.retried + pool.counters.connectionsLost > 0)
  }
}

/// Clients that ask one request after another, reads and writes in turn, and write down what they were told.
private final class Load: Sendable {
  struct Log: Sendable {
    var answered = 0
    var unavailable = 0
    var lastAnswerWasGood: [Int: Bool] = [:]
    var acknowledged: Set<Int> = []
    var unexpected: [String] = []
  }

  let pool: WorkerPool
  let log = Monitor(Log(), conditionCount: 1)
  private let isStopped = Atomic(false)
  private let nextID = Atomic(1)

  init(pool: WorkerPool) {
    self.pool = pool
  }

  func run(_ client: Int) {
    while !isStopped.load(ordering: .relaxed) {
      read(client)
      write(client)
    }
  }

  private func read(_ client: Int) {
    let number = nextID.wrappingAdd(1, ordering: .relaxed).newValue
    let answer = pool.ask("select \(number % 100)::text").take()
    log.withLock { log in
      log.answered += 1
      log.lastAnswerWasGood[client] = answer == .text("\(number % 100)")
      switch answer {
      case .text("\(number % 100)"): break
      case .refused(.unavailable): log.unavailable += 1
      default: log.unexpected.append("read: \(String(describing: answer))")
      }
    }
    log.wake(0)
  }

  /// A write is never repeated: a broken connection leaves it open whether it took effect.
  private func write(_ client: Int) {
    let id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
    let answer = pool.ask { connection, _, deadline -> Answer in
      let statements = [
        Statement("begin"), Statement("insert into ledger values ($1)", [.text("\(id)")]), Statement("commit"),
      ]
      guard let outcomes = try? connection.flush(statements, deadline: deadline) else { return .failed(.broken(nil)) }
      return Answer(outcomes[2])
    }.take()
    log.withLock { log in
      log.answered += 1
      switch answer {
      case .text(nil): log.acknowledged.insert(id)
      case .refused(.unavailable), .failed(.broken(nil)): log.unavailable += 1
      default: log.unexpected.append("write: \(String(describing: answer))")
      }
    }
    log.wake(0)
  }

  func stop() {
    isStopped.store(true, ordering: .relaxed)
  }

  func waitForAnswers(_ count: Int) {
    let goal = log.withLock { $0.answered } + count
    wait { $0.answered >= goal }
  }

  func waitForRecovery() {
    log.withLock { $0.lastAnswerWasGood = [:] }
    wait { $0.lastAnswerWasGood.count == 4 && $0.lastAnswerWasGood.values.allSatisfy { $0 } }
  }

  private func wait(_ condition: (Log) -> Bool) {
    let deadline = ContinuousClock.Instant.soon
    log.await(on: 0) { log in condition(log) || deadline <= .now ? .perform(()) : .wait(until: deadline) }
  }
}

/// A private cluster made by `./dev`, in a directory of its own.
private struct Cluster {
  struct Failed: Error {
    var command: String
  }

  let directory = "/tmp/heirloom-restart-\(UInt32.random(in: 0...UInt32.max))"
  let address: String

  init() throws {
    // Without the variable there is no ./dev test around this, and no promise that a server can be started.
    _ = try TestDatabase.address
    _ = try Self.output("./dev cluster start \(directory)")
    address = try Self.output("./dev cluster url \(directory)")
  }

  func connect() throws -> Connection { try Connection(ConnectionSettings(address: address)) }

  func run(_ verb: String, _ argument: String = "") throws {
    _ = try Self.output("./dev cluster \(verb) \(directory) \(argument)")
  }

  func remove() {
    try? run("stop")
    _ = try? Self.output("rm -rf \(directory) $(cat \(directory)/sockets)")
  }

  private static func output(_ command: String) throws -> String {
    let repository = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let pipe = unsafe popen("cd /\(repository) && \(command) 2>/dev/null", "r") else { throw Failed(command: command) }
    var output: [UInt8] = []
    while case let byte = unsafe getc(pipe), byte != EOF { output.append(UInt8(truncatingIfNeeded: byte)) }
    guard unsafe pclose(pipe) == 0 else { throw Failed(command: command) }
    return String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
