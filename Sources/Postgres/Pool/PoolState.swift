/// The pool's decisions, without threads, clocks, network or chance: events go in, what to do comes out.
///
/// A slot is a worker thread and its connection. Jobs wait in lines, which take turns, and go to whichever worker asks
/// next; as many workers as are spare take only jobs of takers with none in work, so that one taker's jobs, however long,
/// never keep all of them. Under pressure not all workers get jobs (`WorkLimit`). A worker may have several jobs in work, which
/// began one after the other on its connection and end in this order. Invariants: an accepted job is run or
/// refused exactly once, except that it may run a second time when the first lost its connection; every waiting job has either a worker on
/// its way to it or the sweeper waiting for its deadline.
struct PoolState<Job: Sendable>: Sendable {
  typealias Instant = ContinuousClock.Instant

  struct Entry: Sendable {
    var job: Job
    /// Whose line it waits in.
    var taker: Int32
    var deadline: Instant
    /// When it has waited long enough for a worker, at the latest at its deadline.
    var leavesAt: Instant
    /// 1, or 2 when run again.
    var attempt = 1
  }

  enum Slot: Sendable {
    case closed(failures: Int, retryAt: Instant)
    case connecting(failures: Int)
    case open
    /// Whose its jobs are, the oldest first, and whether others may join them.
    case busy(takers: [Int32], isShared: Bool)
    case stopped
  }

  enum Action: Sendable {
    case run(Entry)
    case connect
    case refuse([Job], Refusal)
    case exit
  }

  enum Wake: Sendable, Hashable {
    case worker(Int)
    case sweeper
  }

  enum Submission: Sendable {
    /// Full lines may have cost the newest job of one much longer its place.
    case queued(wake: Wake?, displaced: Job?)
    case refused(Refusal)
  }

  let settings: PoolSettings
  private(set) var slots: [Slot]
  /// Jobs whose connection was lost, by slot: they wait for that slot's fresh connection.
  private(set) var carried: [[Entry]]
  private(set) var queue = TurnQueue<Entry>()
  var limit: WorkLimit
  private var pace = Pace()
  /// Open slots whose thread sleeps; the last to fall asleep wakes first, its caches are warm.
  private var parked: [Int] = []
  private var sweepAt: Instant?
  private var stopAt: Instant?
  private var isClosed = false
  private var totals = PoolCounters()

  init(_ settings: PoolSettings, now: Instant) {
    self.settings = settings
    limit = WorkLimit(most: settings.workers, spares: settings.spares, processors: settings.processors)
    slots = Array(repeating: .closed(failures: 0, retryAt: now), count: settings.threads)
    carried = Array(repeating: [], count: settings.threads)
  }

  // MARK: jobs

  mutating func submit(_ job: Job, of taker: Int32, deadline: Instant, now: Instant) -> Submission {
    if let refusal = refusal(of: taker, deadline: deadline, now: now) {
      count(refusal)
      return .refused(refusal)
    }
    var displaced: Job?
    if queue.count >= settings.queueMax {
      count(.full)
      guard let newest = queue.giveWay(to: taker) else { return .refused(.full) }
      displaced = newest.job
    }
    let mayHaveSpare = queue.isIdle(taker)
    let leavesAt = min(deadline, now + settings.waitMax)
    queue.append(Entry(job: job, taker: taker, deadline: deadline, leavesAt: leavesAt), of: taker)
    if mayWake(forIdleTaker: mayHaveSpare), let slot = parked.popLast() {
      return .queued(wake: .worker(slot), displaced: displaced)
    }
    return .queued(wake: wakeToSweep(by: leavesAt), displaced: displaced)
  }

  /// Whether there is a worker asleep that may take another job.
  private func mayWake(forIdleTaker isIdle: Bool) -> Bool {
    guard !parked.isEmpty, awakeCount - holdingCount < settings.sharers else { return false }
    if parked.count > settings.spares, awakeCount < limit.current { return true }
    return isIdle && awakeCount < limit.current + settings.spares
  }

  /// Workers that have a job, or are on their way to one.
  private var awakeCount: Int {
    slots.count {
      switch $0 {
      case .open, .busy: true
      case .closed, .connecting, .stopped: false
      }
    } - parked.count
  }

  /// Workers whose connection is not shared.
  private var holdingCount: Int { slots.count { if case .busy(_, isShared: false) = $0 { true } else { false } } }

  func mustAdapt(now: Instant) -> Bool { limit.isDue(now: now) }

  /// Adapts the limit of jobs in work to how long those who submit them wait for a processor.
  mutating func adapt(toWait share: Double, now: Instant) -> [Wake] {
    limit.adapt(toWait: share, done: totals.completed, now: now)
    guard !queue.isEmpty else { return [] }
    var wakes: [Wake] = []
    while mayWake(forIdleTaker: false), let slot = parked.popLast() { wakes.append(.worker(slot)) }
    return wakes
  }

  private func refusal(of taker: Int32, deadline: Instant, now: Instant) -> Refusal? {
    if stopAt != nil { return .shuttingDown }
    if deadline <= now { return .expired }
    if isUnavailable { return .unavailable }
    guard !queue.isEmpty else { return nil }
    return pace.wait(for: queue.turns(before: taker)) > settings.waitMax ? .full : nil
  }

  /// The sweeper must not sleep beyond the time of a job that no worker is coming for.
  private func wakeToSweep(by time: Instant) -> Wake? {
    if let sweepAt, sweepAt <= time { return nil }
    return .sweeper
  }

  /// No connection, and the last attempt of every slot failed.
  var isUnavailable: Bool {
    slots.allSatisfy { slot in
      switch slot {
      case .closed(let failures, _), .connecting(let failures): failures > 0
      case .open, .busy: false
      case .stopped: true
      }
    }
  }

  // MARK: workers

  /// What the thread of a slot does next.
  mutating func next(_ slot: Int, now: Instant) -> Turn<Action> {
    parked.removeAll { $0 == slot }
    if stopAt != nil { return nextWhileStopping(slot, now: now) }
    switch slots[slot] {
    case .open: return nextJob(slot, now: now)
    case .closed(let failures, let retryAt): return reconnect(slot, failures: failures, retryAt: retryAt, now: now)
    // The thread itself reports how connecting and running end, so it never asks in these states.
    case .connecting, .busy, .stopped: return .perform(.exit)
    }
  }

  private mutating func nextJob(_ slot: Int, now: Instant) -> Turn<Action> {
    if !carried[slot].isEmpty {
      let entry = carried[slot].removeFirst()
      queue.resume(entry.taker)
      return .perform(start(entry, slot, now: now))
    }
    if let entry = takeTurn() { return .perform(begin(entry, slot, now: now)) }
    // Jobs that this worker leaves to others are watched by it, whatever the sweeper was told of them.
    if let (jobs, refusal) = removeOverdue(now: now) { return .perform(.refuse(jobs, refusal)) }
    parked.append(slot)
    return .wait(until: queue.waiting.map(\.leavesAt).min())
  }

  /// The next job for one of the free workers, who may leave those that wait to others.
  private mutating func takeTurn() -> Entry? {
    guard stopAt == nil else { return queue.next(sparing: false) }
    let (free, busy) = workers
    guard busy < limit.current + settings.spares else { return nil }
    return queue.next(sparing: free <= settings.spares || busy >= limit.current)
  }

  /// Another job for a busy worker, on the same connection: one that no worker is on its way to.
  mutating func join(_ slot: Int, now: Instant) -> Action? {
    let (free, busy) = workers
    guard stopAt == nil, queue.count > free - parked.count else { return nil }
    // As if the worker had ended what it has in work.
    return queue.next(sparing: free < settings.spares || busy > limit.current).map { begin($0, slot, now: now) }
  }

  /// A busy worker's connection is not to be shared: what waits is for others.
  mutating func hold(_ slot: Int) -> Wake? {
    guard case .busy(let takers, isShared: true) = slots[slot] else { return nil }
    slots[slot] = .busy(takers: takers, isShared: false)
    guard !queue.isEmpty, mayWake(forIdleTaker: false) else { return nil }
    return parked.popLast().map { .worker($0) }
  }

  /// How many could take a job, and how many have some.
  private var workers: (free: Int, busy: Int) {
    var (free, busy) = (0, 0)
    for slot in slots {
      switch slot {
      case .open: free += 1
      case .busy: busy += 1
      case .closed, .connecting, .stopped: break
      }
    }
    return (free, busy)
  }

  private mutating func begin(_ entry: Entry, _ slot: Int, now: Instant) -> Action {
    pace.begin(now: now, othersWait: !queue.isEmpty)
    return start(entry, slot, now: now)
  }

  private mutating func start(_ entry: Entry, _ slot: Int, now: Instant) -> Action {
    guard entry.deadline > now else {
      queue.ended(entry.taker)
      count(.expired)
      return .refuse([entry.job], .expired)
    }
    slots[slot] = .busy(takers: takers(slot) + [entry.taker], isShared: true)
    return .run(entry)
  }

  private mutating func reconnect(_ slot: Int, failures: Int, retryAt: Instant, now: Instant) -> Turn<Action> {
    guard retryAt <= now else { return .wait(until: retryAt) }
    slots[slot] = .connecting(failures: failures)
    return .perform(.connect)
  }

  private func takers(_ slot: Int) -> [Int32] {
    if case .busy(let takers, _) = slots[slot] { takers } else { [] }
  }

  /// The oldest job of a busy slot ended and its connection can go on.
  mutating func finished(_ slot: Int, _ ending: Ending = .answered) {
    note(ending, slot)
    guard case .busy(var takers, let isShared) = slots[slot] else { return }
    queue.ended(takers.removeFirst())
    slots[slot] = takers.isEmpty ? .open : .busy(takers: takers, isShared: isShared)
  }

  enum Ending: Sendable {
    case answered
    case refused(Refusal)
    /// To run, or run again, on a fresh connection.
    case rerun(Entry)
  }

  /// The connection of a busy slot is lost: how its jobs ended.
  mutating func lost(_ slot: Int, _ endings: [Ending], now: Instant) -> [Wake] {
    totals.connectionsLost += 1
    for taker in takers(slot) { queue.ended(taker) }
    slots[slot] = .closed(failures: 0, retryAt: now)
    var wakes = wakeForWaiting()
    for ending in endings { note(ending, slot) }
    if let first = carried[slot].map(\.deadline).min(), let wake = wakeToSweep(by: first) { wakes.append(wake) }
    return wakes
  }

  private mutating func note(_ ending: Ending, _ slot: Int) {
    switch ending {
    case .answered: totals.completed += 1
    case .refused(let refusal): count(refusal)
    case .rerun(let entry):
      if entry.attempt > 1 { totals.retried += 1 }
      carried[slot].append(entry)
    }
  }

  /// A worker that left waiting jobs to one that cannot take them now.
  private mutating func wakeForWaiting() -> [Wake] {
    guard !queue.isEmpty, let slot = parked.popLast() else { return [] }
    return [.worker(slot)]
  }

  // MARK: connections

  /// The slots to wake: the database is back, so nobody waits out a delay.
  mutating func connected(_ slot: Int, now: Instant) -> [Wake] {
    totals.connects += 1
    slots[slot] = .open
    var wakes: [Wake] = []
    for (other, state) in slots.enumerated() {
      guard case .closed(let failures, let retryAt) = state, failures > 0, retryAt > now else { continue }
      slots[other] = .closed(failures: failures, retryAt: now)
      wakes.append(.worker(other))
    }
    return wakes
  }

  /// Says how long the slot will wait, and which jobs can no longer hope. `jitter` is between 0 and 1.
  mutating func connectFailed(_ slot: Int, now: Instant, jitter: Double) -> (delay: Duration, unavailable: [Job]) {
    totals.connectFailures += 1
    guard case .connecting(let failures) = slots[slot] else { return (.zero, []) }
    let delay = delay(slot, failures: failures + 1, now: now, jitter: jitter)
    slots[slot] = .closed(failures: failures + 1, retryAt: now + delay)
    var hopeless = carried[slot].map(\.job)
    carried[slot] = []
    if isUnavailable {
      hopeless += queue.removeAll().map(\.job)
    }
    for _ in hopeless { count(.unavailable) }
    return (delay, hopeless)
  }

  private func delay(_ slot: Int, failures: Int, now: Instant, jitter: Double) -> Duration {
    let longest = anotherTriesSoon(than: slot, now: now) ? settings.reconnectDelayMax : settings.probeDelayMax
    let doubled = settings.reconnectDelayMin * (1 << min(failures - 1, 20))
    return min(doubled, longest) * (1 + jitter / 4)
  }

  private func anotherTriesSoon(than slot: Int, now: Instant) -> Bool {
    slots.indices.contains { other in
      guard other != slot else { return false }
      return switch slots[other] {
      case .closed(_, let retryAt): retryAt <= now + settings.probeDelayMax
      case .connecting, .open, .busy: true
      case .stopped: false
      }
    }
  }

  // MARK: sweeping

  enum Sweep: Sendable {
    case refuse([Job], Refusal)
    case exit
  }

  /// What the sweeper thread does next: it answers for jobs that no worker reached in time.
  mutating func sweep(now: Instant) -> Turn<Sweep> {
    if isClosed { return .perform(.exit) }
    if let stopAt, stopAt <= now, !queue.isEmpty {
      let jobs = queue.removeAll().map(\.job)
      for _ in jobs { count(.shuttingDown) }
      return .perform(.refuse(jobs, .shuttingDown))
    }
    if let (jobs, refusal) = removeOverdue(now: now) { return .perform(.refuse(jobs, refusal)) }
    let times = queue.waiting.map(\.leavesAt) + carried.joined().map(\.deadline)
    sweepAt = (times + (queue.isEmpty ? [] : [stopAt].compactMap { $0 })).min()
    return .wait(until: sweepAt)
  }

  /// Takes out the jobs whose time is over, all for one reason.
  private mutating func removeOverdue(now: Instant) -> ([Job], Refusal)? {
    var expired: [Job] = []
    for slot in carried.indices {
      expired += carried[slot].filter { $0.deadline <= now }.map(\.job)
      carried[slot].removeAll { $0.deadline <= now }
    }
    expired += queue.remove { $0.deadline <= now }.map(\.job)
    let (jobs, refusal) = expired.isEmpty ? (queue.remove { $0.leavesAt <= now }.map(\.job), .full) : (expired, Refusal.expired)
    for _ in jobs { count(refusal) }
    return jobs.isEmpty ? nil : (jobs, refusal)
  }

  // MARK: stopping

  /// Accepts nothing more; what waits may still run until `deadline`.
  mutating func stop(by deadline: Instant) -> [Wake] {
    stopAt = deadline
    parked.removeAll()
    return slots.indices.map { .worker($0) } + [.sweeper]
  }

  /// All worker threads have ended.
  mutating func close() {
    isClosed = true
  }

  private mutating func nextWhileStopping(_ slot: Int, now: Instant) -> Turn<Action> {
    let hasTime = stopAt.map { now < $0 } ?? true
    let hasJobs = !carried[slot].isEmpty || !queue.isEmpty
    if case .open = slots[slot], hasTime, hasJobs { return nextJob(slot, now: now) }
    if case .closed(failures: 0, let retryAt) = slots[slot], hasTime, hasJobs {
      return reconnect(slot, failures: 0, retryAt: retryAt, now: now)
    }
    if !carried[slot].isEmpty {
      count(.shuttingDown)
      return .perform(.refuse([carried[slot].removeFirst().job], .shuttingDown))
    }
    if isLastRunning(slot), let entry = queue.next(sparing: false) {
      queue.ended(entry.taker)
      count(.shuttingDown)
      return .perform(.refuse([entry.job], .shuttingDown))
    }
    slots[slot] = .stopped
    return .perform(.exit)
  }

  private func isLastRunning(_ slot: Int) -> Bool {
    slots.indices.allSatisfy { other in
      if case .stopped = slots[other] { true } else { other == slot }
    }
  }

  // MARK: counting

  private mutating func count(_ refusal: Refusal) {
    if refusal == .full { limit.noteRefusal() }
    totals.refused[refusal, default: 0] += 1
  }

  var counters: PoolCounters {
    var counters = totals
    counters.queued = queue.count
    for slot in slots {
      switch slot {
      case .open: counters.connectionsOpen += 1
      case .busy:
        counters.connectionsOpen += 1
        counters.connectionsBusy += 1
      case .closed, .connecting, .stopped: break
      }
    }
    return counters
  }
}
