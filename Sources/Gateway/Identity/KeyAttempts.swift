import Synchronization

/// What API keys have been used for lately: how often their secrets were wrong, and how often they were right.
///
/// After twenty wrong secrets in a minute, a prefix has to wait until the minute is over. A secret that was right within the
/// last hour is let through, so that guessing locks nobody out; it is counted instead, and has to wait where its key has
/// a limit of requests a minute.
final class KeyAttempts: Sendable {
  enum Admission: Equatable {
    /// It was right lately, and this request is counted.
    case known
    case unknown
    case refused(wait: Duration)
  }

  static let failuresMax = 20
  static let period = Duration.seconds(60)
  static let rightFor = Duration.seconds(3_600)
  private static let entriesMax = 10_000

  private struct Right {
    var lastUse: ContinuousClock.Instant
    /// When its use was last written down.
    var noted: ContinuousClock.Instant?
    var allowance: Allowance?
  }

  private struct State {
    var failures: [String: (count: Int, since: ContinuousClock.Instant)] = [:]
    var right: [APIKey: Right] = [:]
  }

  private let state = Mutex(State())

  /// Whether a request with this key goes on; the secret may still be wrong.
  func admit(_ key: APIKey, now: ContinuousClock.Instant) -> Admission {
    state.withLock { state in
      if let right = state.right[key], now - right.lastUse < Self.rightFor {
        if let wait = state.right[key]?.allowance?.spend(now: now) { return .refused(wait: wait) }
        return .known
      }
      guard let failures = state.failures[key.prefix], failures.count >= Self.failuresMax else { return .unknown }
      let wait = Self.period - (now - failures.since)
      return wait > .zero ? .refused(wait: wait) : .unknown
    }
  }

  func fail(_ key: APIKey, now: ContinuousClock.Instant) {
    state.withLock { state in
      state.right[key] = nil
      if state.failures.count >= Self.entriesMax { state.failures.removeAll() }
      let failures = state.failures[key.prefix] ?? (0, now)
      state.failures[key.prefix] = now - failures.since < Self.period ? (failures.count + 1, failures.since) : (1, now)
    }
  }

  /// Whether this use of a key that was right is to be written down: the first one in a minute is.
  func succeed(_ key: APIKey, now: ContinuousClock.Instant) -> Bool {
    state.withLock { state in
      if state.right.count >= Self.entriesMax { state.right.removeAll() }
      state.right[key, default: Right(lastUse: now)].lastUse = now
      if let noted = state.right[key]?.noted, now - noted < Self.period { return false }
      state.right[key]?.noted = now
      return true
    }
  }

  /// The database says how many requests a minute a key that was right may make.
  /// - Parameter isCounted: Whether the request that it said so of has been counted.
  func limit(_ key: APIKey, to requestsPerMinute: Int?, isCounted: Bool, now: ContinuousClock.Instant) {
    state.withLock { state in
      guard let requestsPerMinute else {
        state.right[key]?.allowance = nil
        return
      }
      let known = state.right[key]?.allowance
      var allowance = known?.perMinute == requestsPerMinute ? known : nil
      if allowance == nil || !isCounted {
        allowance = allowance ?? Allowance(perMinute: requestsPerMinute, now: now)
        allowance?.charge(now: now)
      }
      state.right[key]?.allowance = allowance
    }
  }
}

/// Requests that a key may make: a minute's worth at once, and one more with each part of a minute that passes.
struct Allowance: Sendable {
  let perMinute: Int
  private var left: Double
  private var countedAt: ContinuousClock.Instant

  init(perMinute: Int, now: ContinuousClock.Instant) {
    self.perMinute = max(1, perMinute)
    left = Double(self.perMinute)
    countedAt = now
  }

  /// Counts a request that may be made; says how long to wait where it may not.
  mutating func spend(now: ContinuousClock.Instant) -> Duration? {
    refill(now: now)
    guard left < 1 else {
      left -= 1
      return nil
    }
    return .seconds((1 - left) * 60 / Double(perMinute))
  }

  /// Counts a request that was made before it was known to count.
  mutating func charge(now: ContinuousClock.Instant) {
    refill(now: now)
    left -= 1
  }

  private mutating func refill(now: ContinuousClock.Instant) {
    let minutes = max(0, (now - countedAt) / .seconds(60))
    left = min(Double(perMinute), left + minutes * Double(perMinute))
    countedAt = now
  }
}
