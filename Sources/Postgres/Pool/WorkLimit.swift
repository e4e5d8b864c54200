/// How many jobs may be in work at once: as many as there are workers, and fewer while jobs are refused because whoever submits them has
/// to wait for a processor.
///
/// Where the database has the processors of this machine, more jobs in work are answered no sooner, and keep those from their work who
/// refuse the rest. So the limit is halved at once, and then moves: up, by steps twice as long each, where a job more in work brings a good
/// part of what it would with processors of its own, or nobody waits for one, and down otherwise. When no job is refused any more, it
/// is gone.
struct WorkLimit: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// The share of its time that a thread must wait for a processor.
  static let waitMin = 0.2
  /// What a job more in work must bring, as a share of what each of the others does.
  static let gainMin = 0.5
  /// How often it is looked at while it is not in force.
  static let look = Duration.milliseconds(20)
  /// How long a limit is tried: until so many jobs are done, too, as far as that goes.
  static let trial = Duration.milliseconds(100)
  static let trialMax = Duration.seconds(1)
  static let jobsMin = 512
  /// How long it is not halved again after it was found to be of no use.
  static let rest = Duration.seconds(5)

  private let most: Int
  private let spares: Int
  private(set) var current: Int
  /// A job was refused since the limit was last looked at.
  private var hasRefused = false
  private var latest: Instant?
  private var done = 0
  /// The limit tried before, and the jobs done a second then.
  private var before: (limit: Int, pace: Double)?
  private var restsUntil: Instant?
  private var step = 1

  init(most: Int, spares: Int) {
    self.most = most
    self.spares = spares
    current = most
  }

  /// A job was refused because too many wait.
  mutating func noteRefusal() { hasRefused = true }

  /// Whether it is time to adapt it.
  /// - Parameter done: Jobs done so far.
  func isDue(done: Int, now: Instant) -> Bool {
    guard let latest else { return hasRefused }
    let time = now - latest
    guard isTried else { return hasRefused && time >= Self.look }
    return time >= Self.trialMax || (time >= Self.trial && (!hasRefused || done >= self.done + Self.jobsMin))
  }

  /// - Parameter share: How much of the time since the last adaption those who submit jobs waited for a processor.
  mutating func adapt(toWait share: Double, done: Int, now: Instant) {
    defer { (latest, self.done, hasRefused) = (now, done, false) }
    guard hasRefused, let latest else {
      (current, before) = (most, nil)
      return
    }
    guard isTried else {
      if share >= Self.waitMin, restsUntil.map({ $0 <= now }) != false {
        (current, step) = (max(1, most / 2), max(1, most / 8))
      }
      return
    }
    let pace = Double(done - self.done) / ((now - latest) / .seconds(1))
    let goesUp = share < Self.waitMin || isWorthMore(pace)
    if current == most, goesUp {
      (before, restsUntil) = (nil, share < Self.waitMin ? nil : now + Self.rest)
      return
    }
    before = (current, pace)
    if goesUp || current == 1 {
      current = min(most, current + step)
      step = goesUp ? step * 2 : step
    } else {
      step = max(1, most / 8)
      current = max(1, current - step)
    }
  }

  /// Whether the limit is on trial: below the most, or there because of the limits before.
  private var isTried: Bool { current < most || before != nil }

  /// Whether the difference from the limit before says that more jobs in work bring more.
  private func isWorthMore(_ pace: Double) -> Bool {
    guard let before, before.limit != current else { return false }
    let now = (limit: current, pace: pace)
    let (low, high) = before.limit < current ? (before, now) : (now, before)
    guard low.pace > 0 else { return true }
    return (high.pace / low.pace - 1) * Double(low.limit + spares) >= Self.gainMin * Double(high.limit - low.limit)
  }
}
