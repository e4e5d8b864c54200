/// How many jobs may be in work at once: as many as there are workers, and fewer while jobs are refused because whoever submits them has
/// to wait for a processor.
///
/// Where the database has the processors of this machine, more jobs in work are answered no sooner, and keep those from their work who
/// refuse the rest. So the limit is halved until they no longer wait, and then tried a step higher or lower: a higher one is kept where a
/// job more in work brings a good part of what it would with processors of its own. A step that was of no use is taken back, soon when it
/// led up, and not taken again for a time twice as long each. As many as there are processors are in work unless those who refuse wait for
/// twice as much of their time. When no job is refused any more, the limit is gone.
struct WorkLimit: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// The share of its time that a thread must wait for a processor; of less than half of it nobody waits.
  static let waitMin = 0.2
  /// What a job more in work must bring, as a share of what each of the others does.
  static let gainMin = 0.5
  /// How often it is looked at while it falls or is not in force, and while it is.
  static let fallingLook = Duration.milliseconds(20), look = Duration.milliseconds(100)
  /// How long a limit is tried: until so many jobs are done, or so much time has passed.
  static let jobsMin = 512, trialMax = Duration.seconds(1)
  /// After so many jobs it is given up where it brings nothing.
  static let jobsToDoubt = 64
  /// How long a limit is kept at most before the next step.
  static let patienceMax = Duration.seconds(8)
  /// How long it is not halved again after it was found to be of no use.
  static let rest = Duration.seconds(5)

  /// What was done a second under a limit.
  private struct Pace {
    let limit: Int
    let jobs: Double
  }

  private enum Phase {
    /// All workers have work, and have it until then in any case.
    case free(until: Instant?)
    case falling
    /// After another limit; nil after it fell.
    case trial(after: Pace?)
    /// Before the next step up.
    case kept(until: Instant)
  }

  private let most: Int
  private let spares: Int
  private let processors: Int
  private(set) var current: Int
  private var phase = Phase.free(until: nil)
  /// When the phase began, and the jobs done until then.
  private var start: (time: Instant, done: Int)?
  private var latest: Instant?
  /// A job was refused since the limit was last looked at.
  private var hasRefused = false
  private var step = 1
  private var patience = trialMax

  init(most: Int, spares: Int, processors: Int) {
    self.most = most
    self.spares = spares
    self.processors = processors
    current = most
  }

  /// A job was refused because too many wait.
  mutating func noteRefusal() { hasRefused = true }

  /// Whether it is time to adapt it.
  func isDue(now: Instant) -> Bool {
    guard let latest else { return hasRefused }
    switch phase {
    case .free: return hasRefused && now - latest >= Self.fallingLook
    case .falling where hasRefused: return now - latest >= Self.fallingLook
    case .falling, .trial, .kept: return now - latest >= Self.look
    }
  }

  /// - Parameters:
  ///   - share: How much of the time since the last adaption those who submit jobs waited for a processor.
  ///   - done: Jobs done so far.
  mutating func adapt(toWait share: Double, done: Int, now: Instant) {
    defer { (latest, hasRefused) = (now, false) }
    guard hasRefused, latest != nil else { return enter(.free(until: nil), limit: most, done, now) }
    let isPressed = current > 1 && share >= (current > processors ? Self.waitMin : 2 * Self.waitMin)
    switch phase {
    case .free(let until): if isPressed, until.map({ $0 <= now }) != false { fall(done, now) }
    case .falling where isPressed, .trial(after: nil) where isPressed: fall(done, now)
    case .falling: enter(.trial(after: nil), limit: current, done, now)
    case .trial where share < Self.waitMin / 2: move(up: true, from: pace(done, now), done, now)
    case .trial(let before): judge(pace(done, now), after: before, isPressed: isPressed, done, now)
    case .kept where isPressed && current <= processors: fall(done, now)
    case .kept(let until): if now >= until || share < Self.waitMin / 2 { move(up: true, from: pace(done, now), done, now) }
    }
  }

  private mutating func enter(_ phase: Phase, limit: Int, _ done: Int, _ now: Instant) {
    (self.phase, current, start) = (phase, limit, (now, done))
  }

  private mutating func fall(_ done: Int, _ now: Instant) {
    (step, patience) = (stepMin, Self.trialMax)
    enter(.falling, limit: current / 2, done, now)
  }

  private mutating func judge(_ pace: Pace, after before: Pace?, isPressed: Bool, _ done: Int, _ now: Instant) {
    guard let start else { return }
    let jobs = done - start.done
    let isSure = jobs >= Self.jobsMin || now - start.time >= Self.trialMax
    guard let before else {
      if isSure { move(up: current < processors || current == 1, from: pace, done, now) }
      return
    }
    let rose = before.limit < current
    let isWorth =
      if !rose { isWorth(before, instead: pace) } else if current > processors { isWorth(pace, instead: before) } else { !isPressed }
    if isSure, rose, isWorth, current == processors {
      keep(current, done, now)
    } else if isSure, rose, isWorth, current == most {
      enter(.free(until: now + Self.rest), limit: most, done, now)
    } else if isSure, rose == isWorth {
      if rose { patience = Self.trialMax }
      move(up: rose, from: pace, done, now)
    } else if rose, isSure || (!isWorth && jobs >= Self.jobsToDoubt) {
      patience = min(Self.patienceMax, patience * 2)
      move(up: false, from: before, done, now)
    } else if isSure {
      keep(before.limit, done, now)
    }
  }

  private mutating func keep(_ limit: Int, _ done: Int, _ now: Instant) {
    step = stepMin
    enter(.kept(until: now + patience), limit: limit, done, now)
  }

  private mutating func move(up: Bool, from pace: Pace, _ done: Int, _ now: Instant) {
    if up, pace.limit == most { return enter(.free(until: nil), limit: most, done, now) }
    if !up, pace.limit <= processors { return keep(pace.limit, done, now) }
    enter(.trial(after: pace), limit: up ? min(most, pace.limit + step) : max(processors, pace.limit - stepMin), done, now)
    step = up ? step * 2 : stepMin
  }

  private var stepMin: Int { max(1, most / 8) }

  private func pace(_ done: Int, _ now: Instant) -> Pace {
    guard let start, start.time < now else { return Pace(limit: current, jobs: 0) }
    return Pace(limit: current, jobs: Double(done - start.done) / ((now - start.time) / .seconds(1)))
  }

  /// Whether the jobs more in work bring their part.
  private func isWorth(_ high: Pace, instead low: Pace) -> Bool {
    guard low.jobs > 0 else { return true }
    return (high.jobs / low.jobs - 1) * Double(low.limit + spares) >= Self.gainMin * Double(high.limit - low.limit)
  }
}
