import Synchronization

/// Callers the database has accepted lately, so that requests that need nothing of it need not ask.
final class RecentCallers: Sendable {
  /// For how long an acceptance counts: so long a sign-out may go unnoticed where nothing of the database is asked for.
  static let acceptedFor = Duration.seconds(3)
  private static let callersMax = 10_000

  private let accepted = Mutex<[Caller: ContinuousClock.Instant]>([:])

  func isAccepted(_ caller: Caller, now: ContinuousClock.Instant) -> Bool {
    accepted.withLock { $0[caller].map { now - $0 < Self.acceptedFor } ?? false }
  }

  func accept(_ caller: Caller, now: ContinuousClock.Instant) {
    accepted.withLock { accepted in
      if accepted.count >= Self.callersMax { accepted.removeAll() }
      accepted[caller] = now
    }
  }
}
