/// How fast waiting jobs get their turns, from the times between those that began while others waited.
struct Pace: Sendable {
  /// The latest counts a sixteenth, so that a few long jobs do not send everyone away.
  private static let weight = 16

  private var interval = Duration.zero
  /// When the latest job began, if others waited then.
  private var latest: ContinuousClock.Instant?

  /// How long so many turns take; no time before any were seen.
  func wait(for turns: Int) -> Duration { interval * turns }

  /// A waiting job has its turn.
  mutating func begin(now: ContinuousClock.Instant, othersWait: Bool) {
    if let latest { interval += (now - latest - interval) / Self.weight }
    latest = othersWait ? now : nil
  }
}
