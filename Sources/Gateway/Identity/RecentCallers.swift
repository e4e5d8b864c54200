import Synchronization

/// Callers seen lately: those the database has accepted, so that requests that need nothing of it need not ask; or those it has
/// refused, so that it need not write that down again.
final class RecentCallers: Sendable {
  /// For how long an acceptance counts: so long a sign-out may go unnoticed where nothing of the database is asked for.
  static let acceptedFor = Duration.seconds(3)
  static let refusedFor = Duration.seconds(60)
  private static let callersMax = 10_000

  private let period: Duration
  private let seen = Mutex<[Caller: ContinuousClock.Instant]>([:])

  init(for period: Duration) { self.period = period }

  func contains(_ caller: Caller, now: ContinuousClock.Instant) -> Bool {
    seen.withLock { $0[caller].map { now - $0 < period } ?? false }
  }

  func insert(_ caller: Caller, now: ContinuousClock.Instant) {
    seen.withLock { seen in
      if seen.count >= Self.callersMax { seen.removeAll() }
      seen[caller] = now
    }
  }
}
