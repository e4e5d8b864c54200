import Foundation
import Hummingbird
import Synchronization
import Testing

@testable import Gateway

@Suite struct `Keys from a URL` {
  /// A clock that stands still until it is moved.
  final class Clock: Sendable {
    private let instant = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { instant.withLock { $0 } }
    func advance(by duration: Duration) { instant.withLock { $0 += duration } }
  }

  /// Made on a thread of its own, because the first reading waits for the server, which runs Swift tasks.
  private static func source(_ server: KeyServer, _ clock: Clock, fetchTimeout: Double = 60) async throws -> KeySource {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try KeySource(location: .url(server.url), fetchTimeout: fetchTimeout, now: { clock.now }) })
      }
    }
  }

  private static func names(_ source: KeySource) -> [String] {
    ["k1", "k2"].filter { source.current?.keys.key(named: $0) != nil }
  }

  /// Asks for newer keys and waits until they were read.
  private static func refresh(_ source: KeySource) async -> Bool {
    await withCheckedContinuation { continuation in
      let generation = source.current?.generation ?? 0
      let isExpected = source.whenNewer(than: generation) { continuation.resume(returning: true) }
      if !isExpected { continuation.resume(returning: false) }
    }
  }

  private static let firstKey = Result { try TestKeys.json([("k1", TestKeys.first)]) }
  private static let bothKeys = Result { try TestKeys.json([("k1", TestKeys.first), ("k2", TestKeys.second)]) }

  @Test func `a key that appears is known after one reading`() async throws {
    let clock = Clock()
    let server = try await KeyServer(.publishes(try Self.firstKey.get()))
    let source = try await Self.source(server, clock)
    server.become(.publishes(try Self.bothKeys.get()))
    clock.advance(by: .seconds(11))
    #expect(await Self.refresh(source))
    #expect(Self.names(source) == ["k1", "k2"])
    #expect(server.requests == 2)
  }

  @Test func `unknown keys cause one reading in ten seconds, however many ask`() async throws {
    let clock = Clock()
    let server = try await KeyServer(.publishes(try Self.firstKey.get()))
    let source = try await Self.source(server, clock)
    #expect(await !Self.refresh(source))
    clock.advance(by: .seconds(11))
    let answers = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 { group.addTask { await Self.refresh(source) } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(answers >= 1)
    #expect(server.requests == 2)
    clock.advance(by: .seconds(9))
    #expect(await !Self.refresh(source))
    #expect(server.requests == 2)
  }

  @Test func `who asks with keys that were replaced meanwhile is answered at once`() async throws {
    let clock = Clock()
    let server = try await KeyServer(.publishes(try Self.firstKey.get()))
    let source = try await Self.source(server, clock)
    let before = try #require(source.current).generation
    server.become(.publishes(try Self.bothKeys.get()))
    clock.advance(by: .seconds(11))
    #expect(await Self.refresh(source))
    let wasCalled = Mutex(false)
    #expect(source.whenNewer(than: before) { wasCalled.withLock { $0 = true } })
    #expect(wasCalled.withLock { $0 })
    #expect(server.requests == 2)
  }

  @Test(arguments: [
    .fails(.internalServerError), .fails(.noContent), .publishes(""), .publishes("<html>no</html>"), .publishes(#"{"keys":[]}"#),
    .publishes(#"{"keys":[{"kty":"EC","kid":"k1"}]}"#), .publishes(String(repeating: " ", count: 2 << 20) + "{}"),
    .redirects(to: "/elsewhere.json"),
  ] as [KeyServer.Behaviour])
  func `what holds no usable key never replaces keys that are there`(behaviour: KeyServer.Behaviour) async throws {
    let clock = Clock()
    let server = try await KeyServer(.publishes(try Self.firstKey.get()))
    let source = try await Self.source(server, clock)
    server.become(behaviour)
    clock.advance(by: .seconds(3_600))
    #expect(await Self.refresh(source))
    #expect(Self.names(source) == ["k1"])
    #expect(server.requests == 2)
  }

  @Test func `a server that does not answer is given up`() async throws {
    let clock = Clock()
    let server = try await KeyServer(.hangs)
    let source = try await Self.source(server, clock, fetchTimeout: 0.2)
    #expect(source.current == nil)
  }

  @Test func `keys are believed for a day without news`() async throws {
    let clock = Clock()
    let server = try await KeyServer(.publishes(try Self.firstKey.get()))
    let source = try await Self.source(server, clock)
    server.become(.fails(.internalServerError))
    clock.advance(by: .seconds(86_399))
    #expect(Self.names(source) == ["k1"])
    clock.advance(by: .seconds(1))
    #expect(source.current == nil)
  }

  @Test func `keys that cannot be read at the start are read later`() async throws {
    let clock = Clock()
    let server = try await KeyServer(.fails(.serviceUnavailable))
    let source = try await Self.source(server, clock)
    #expect(source.current == nil)
    server.become(.publishes(try Self.firstKey.get()))
    clock.advance(by: .seconds(2))
    source.poll()
    while source.current == nil { try await Task.sleep(for: .milliseconds(5)) }
    #expect(Self.names(source) == ["k1"])
  }

  @Test func `a key that is withdrawn is forgotten within half a minute`() async throws {
    let clock = Clock()
    let server = try await KeyServer(.publishes(try Self.bothKeys.get()))
    let source = try await Self.source(server, clock)
    server.become(.publishes(try Self.firstKey.get()))
    clock.advance(by: .seconds(30))
    source.poll()
    while Self.names(source).count == 2 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(Self.names(source) == ["k1"])
  }

  @Test func `a file must have keys at the start`() throws {
    let failure = #expect(throws: CheckFailure.self) { try KeySource(location: .file(path: "/nowhere/jwks.json")) }
    #expect(failure?.lines == ["identity.jwks: no usable RS256 key can be read from /nowhere/jwks.json"])
  }

  @Test func `a name that two keys share is not used`() throws {
    let json = try TestKeys.json([("k1", TestKeys.first), ("k1", TestKeys.second), ("k2", TestKeys.second)])
    let keys = try #require(KeySet(json: Array(json.utf8)))
    #expect(keys.key(named: "k1") == nil)
    #expect(keys.key(named: "k2") != nil)
  }
}
