import Synchronization

/// Bounds how often secrets may be guessed: after twenty wrong ones in a minute, a prefix has to wait until the minute is
/// over. A secret that was right within the last hour is let through, so that guessing locks nobody out.
final class KeyAttempts: Sendable {
  static let failuresMax = 20
  static let period = Duration.seconds(60)
  static let rightFor = Duration.seconds(3_600)
  private static let entriesMax = 10_000

  private struct State {
    var failures: [String: (count: Int, since: ContinuousClock.Instant)] = [:]
    var right: [APIKey: ContinuousClock.Instant] = [:]
    /// When the use of a key was last written down.
    var noted: [APIKey: ContinuousClock.Instant] = [:]
  }

  private let state = Mutex(State())

  /// Whether the key may be looked up.
  func allows(_ key: APIKey, now: ContinuousClock.Instant) -> Bool {
    state.withLock { state in
      guard let failures = state.failures[key.prefix], now - failures.since < Self.period else { return true }
      guard failures.count >= Self.failuresMax else { return true }
      return state.right[key].map { now - $0 < Self.rightFor } ?? false
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
      if state.right.count >= Self.entriesMax { state = State(failures: state.failures) }
      state.right[key] = now
      if let noted = state.noted[key], now - noted < Self.period { return false }
      state.noted[key] = now
      return true
    }
  }
}
