/// How far the database is: the least time of the latest empty flushes, so that what slows some of them down does not count.
struct RoundTrips: Sendable {
  static let interval = Duration.milliseconds(500)
  private static let kept = 8

  private var times: [Duration] = []
  private var next = 0
  private var due: ContinuousClock.Instant?

  /// Nil before the first measurement.
  var least: Duration? { times.min() }

  /// Whether it is time to measure again; whoever is told so does it.
  mutating func takeTurn(now: ContinuousClock.Instant) -> Bool {
    if let due, now < due { return false }
    due = now + Self.interval
    return true
  }

  mutating func note(_ time: Duration) {
    if times.count < Self.kept {
      times.append(time)
    } else {
      times[next] = time
      next = (next + 1) % Self.kept
    }
  }
}
