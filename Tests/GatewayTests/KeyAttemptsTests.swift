import Testing

@testable import Gateway

/// What keys were used for lately, on a clock that is passed in.
@Suite struct `Attempts to use keys` {
  private let start = ContinuousClock.now

  private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

  private func key(_ tenant: Int32 = 1) throws -> APIKey { try APIKey.make(tenant: tenant).key }

  @Test func `twenty wrong secrets close a prefix until the minute is over`() throws {
    let attempts = KeyAttempts()
    let key = try key()
    for second in 0..<20 {
      #expect(attempts.admit(key, now: at(Double(second))) == .unknown)
      attempts.fail(key, now: at(Double(second)))
    }
    #expect(attempts.admit(key, now: at(20)) == .refused(wait: .seconds(40)))
    #expect(attempts.admit(try self.key(), now: at(20)) == .unknown)
    #expect(attempts.admit(key, now: at(60)) == .unknown)
  }

  @Test func `a secret that was right is known for an hour, until it is wrong`() throws {
    let attempts = KeyAttempts()
    let key = try key()
    #expect(attempts.succeed(key, now: at(0)))
    #expect(attempts.admit(key, now: at(3_599)) == .known)
    #expect(attempts.admit(key, now: at(3_600)) == .unknown)
    _ = attempts.succeed(key, now: at(3_600))
    attempts.fail(key, now: at(3_601))
    #expect(attempts.admit(key, now: at(3_602)) == .unknown)
  }

  @Test func `the use of a key is to be written down once a minute`() throws {
    let attempts = KeyAttempts()
    let key = try key()
    #expect([0, 59, 60, 61].map { attempts.succeed(key, now: at($0)) } == [true, false, true, false])
  }

  @Test func `a limited key makes a minute's requests at once, then one with each part of a minute`() throws {
    let attempts = KeyAttempts()
    let key = try key()
    _ = attempts.succeed(key, now: at(0))
    attempts.limit(key, to: 4, isCounted: false, now: at(0))
    for _ in 1..<4 { #expect(attempts.admit(key, now: at(0)) == .known) }
    #expect(attempts.admit(key, now: at(0)) == .refused(wait: .seconds(15)))
    #expect(attempts.admit(key, now: at(15)) == .known)
    #expect(attempts.admit(key, now: at(15)) == .refused(wait: .seconds(15)))
    var admitted = 0
    while attempts.admit(key, now: at(600)) == .known { admitted += 1 }
    #expect(admitted == 4)
  }

  @Test func `requests made before the limit was known are counted afterwards`() throws {
    let attempts = KeyAttempts()
    let key = try key()
    _ = attempts.succeed(key, now: at(0))
    for _ in 0..<3 { attempts.limit(key, to: 2, isCounted: false, now: at(0)) }
    #expect(attempts.admit(key, now: at(0)) == .refused(wait: .seconds(60)))
    #expect(attempts.admit(key, now: at(60)) == .known)
  }

  @Test func `a limit that changes or ends counts from the next request`() throws {
    let attempts = KeyAttempts()
    let key = try key()
    _ = attempts.succeed(key, now: at(0))
    attempts.limit(key, to: 1, isCounted: false, now: at(0))
    #expect(attempts.admit(key, now: at(0)) == .refused(wait: .seconds(60)))
    attempts.limit(key, to: 2, isCounted: true, now: at(0))
    #expect(attempts.admit(key, now: at(0)) == .known)
    attempts.limit(key, to: nil, isCounted: true, now: at(0))
    for _ in 0..<5 { #expect(attempts.admit(key, now: at(0)) == .known) }
  }
}
