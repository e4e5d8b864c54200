@testable import Postgres
import Testing

/// Whole lives of pools under chance: threads that sleep and wake, a database that comes and goes, time that jumps.
@Suite struct PoolSimulationTests {
  @Test(arguments: 0..<20) func `answers every job exactly once and none after its deadline`(block: UInt64) {
    for seed in (block * 20)..<(block * 20 + 20) {
      var simulation = PoolSimulation(seed: seed)
      simulation.run()
      #expect(simulation.complaints == [], "seed \(seed)")
    }
  }
}

private struct PoolSimulation {
  enum Thread {
    case ready
    case asleep(until: Int?)
    case connecting(until: Int)
    /// The jobs in work, the oldest first, which ends next.
    case running([(job: Int, attempt: Int)], until: Int)
    case ended
  }

  struct Job {
    var taker: Int32
    var deadline: Int
    var runs = 0
    var isInWork = false
    var isAnswered = false
  }

  private var random: SplitMix
  private var state: PoolState<Int>
  /// The workers, then the sweeper.
  private var threads: [Thread]
  private var jobs: [Job] = []
  private var milliseconds = 0
  private var databaseIsUp = true
  private var workersEnding = false
  private(set) var complaints: [String] = []
  private let epoch = ContinuousClock.now

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    let workers = Int.random(in: 1...4, using: &random)
    let spares = Int.random(in: 0...1, using: &random)
    let settings = PoolSettings(
      workers: workers, spares: spares, sharers: Int.random(in: 1...4, using: &random), queueMax: Int.random(in: 1...6, using: &random),
      waitMax: .milliseconds(Int.random(in: 10...150, using: &random)))
    state = PoolState(settings, now: epoch)
    threads = Array(repeating: .ready, count: workers + spares + 1)
  }

  private var now: ContinuousClock.Instant { epoch + .milliseconds(milliseconds) }
  private var sweeper: Int { threads.count - 1 }

  mutating func run() {
    for _ in 0..<400 {
      settle()
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4: submit()
      case 5: wake(state.adapt(toWait: Double.random(in: 0..<1, using: &random), now: now))
      case 4 where Int.random(in: 0..<5, using: &random) == 0: databaseIsUp.toggle()
      default: passTime(atMost: 40)
      }
    }
    stop()
    for (number, job) in jobs.enumerated() where !job.isAnswered { complaints.append("job \(number) was never answered") }
  }

  private mutating func stop() {
    workersEnding = true
    wake(state.stop(by: now + .milliseconds(50)))
    for _ in 0..<1000 where !workersEnded {
      settle()
      passTime(atMost: 1000)
    }
    if !workersEnded { complaints.append("a worker never ended") }
    state.close()
    wake([.sweeper])
    settle()
    guard case .ended = threads[sweeper] else { return complaints.append("the sweeper never ended") }
  }

  private var workersEnded: Bool {
    threads.dropLast().allSatisfy { if case .ended = $0 { true } else { false } }
  }

  // MARK: events

  private mutating func submit() {
    let taker = Int32.random(in: 0...2, using: &random)
    jobs.append(Job(taker: taker, deadline: milliseconds + Int.random(in: 1...120, using: &random)))
    let number = jobs.count - 1
    switch state.submit(number, of: taker, deadline: epoch + .milliseconds(jobs[number].deadline), now: now) {
    case .queued(let wake, let displaced):
      self.wake([wake].compactMap { $0 })
      if let displaced { answer(displaced) }
    case .refused: answer(number)
    }
  }

  /// Lets every thread that is awake do what it wants, in any order.
  private mutating func settle() {
    while let thread = threads.indices.filter({ if case .ready = threads[$0] { true } else { false } }).randomElement(using: &random) {
      if thread == sweeper { sweep() } else { work(thread) }
    }
  }

  /// Moves the clock to the next thing that happens by itself.
  private mutating func passTime(atMost step: Int) {
    let times = threads.compactMap { thread -> Int? in
      switch thread {
      case .asleep(let until): until
      case .connecting(let until), .running(_, let until): until
      case .ready, .ended: nil
      }
    }
    milliseconds = max(milliseconds, min(times.min() ?? .max, milliseconds + Int.random(in: 1...step, using: &random)))
    for thread in threads.indices {
      switch threads[thread] {
      case .asleep(let until?) where until <= milliseconds: threads[thread] = .ready
      case .connecting(let until) where until <= milliseconds: endConnecting(thread)
      case .running(let jobs, let until) where until <= milliseconds: endOldest(of: jobs, on: thread)
      default: break
      }
    }
  }

  // MARK: threads

  private mutating func work(_ thread: Int) {
    let hadTurn = !state.carried[thread].isEmpty
    switch state.next(thread, now: now) {
    case .wait(let until): sleep(thread, until)
    case .perform(.connect): threads[thread] = .connecting(until: milliseconds + Int.random(in: 0...60, using: &random))
    case .perform(.refuse(let jobs, _)): for job in jobs { answer(job) }
    case .perform(.exit): threads[thread] = .ended
    case .perform(.run(let entry)):
      begin(entry, hadTurn: hadTurn)
      var running = [(job: entry.job, attempt: entry.attempt)]
      while entry.attempt == 1, Bool.random(using: &random), let next = state.join(thread, now: now) {
        switch next {
        case .run(let entry):
          begin(entry, hadTurn: false)
          running.append((entry.job, entry.attempt))
        case .refuse(let jobs, _): for job in jobs { answer(job) }
        case .connect, .exit: complaints.append("a busy worker was told to connect or to exit")
        }
      }
      if Bool.random(using: &random) { wake([state.hold(thread)].compactMap { $0 }) }
      threads[thread] = .running(running, until: milliseconds + Int.random(in: 0...50, using: &random))
    }
  }

  private mutating func begin(_ entry: PoolState<Int>.Entry, hadTurn: Bool) {
    jobs[entry.job].runs += 1
    if jobs[entry.job].runs > 2 { complaints.append("job \(entry.job) ran three times") }
    if jobs[entry.job].deadline < milliseconds { complaints.append("job \(entry.job) began after its deadline") }
    if !hadTurn { judgeTurn(of: jobs[entry.job].taker) }
    jobs[entry.job].isInWork = true
  }

  /// A job that begins is of a taker with no more jobs in work than those who wait, and leaves the spare workers free.
  private mutating func judgeTurn(of taker: Int32) {
    let inWork = jobs.filter { $0.isInWork }.reduce(into: [Int32: Int]()) { $0[$1.taker, default: 0] += 1 }
    let own = inWork[taker] ?? 0
    for waiting in state.queue.waiting where inWork[waiting.taker] ?? 0 < own { complaints.append("taker \(taker) took another's turn") }
    let workers = threads.count {
      if case .running(let running, _) = $0 { running.contains { jobs[$0.job].taker == taker } } else { false }
    }
    guard !workersEnding, workers >= state.settings.workers else { return }
    complaints.append("taker \(taker) took a spare worker")
  }

  private mutating func sweep() {
    switch state.sweep(now: now) {
    case .wait(let until): sleep(sweeper, until)
    case .perform(.refuse(let refused, _)): for job in refused { answer(job) }
    case .perform(.exit): threads[sweeper] = .ended
    }
  }

  private mutating func endConnecting(_ thread: Int) {
    threads[thread] = .ready
    if databaseIsUp {
      wake(state.connected(thread, now: now))
    } else {
      let jitter = Double.random(in: 0..<1, using: &random)
      for job in state.connectFailed(thread, now: now, jitter: jitter).unavailable { answer(job) }
    }
  }

  private mutating func endOldest(of running: [(job: Int, attempt: Int)], on thread: Int) {
    if databaseIsUp, Int.random(in: 0..<8, using: &random) > 0 {
      end(running[0].job)
      state.finished(thread)
      let rest = Array(running.dropFirst())
      threads[thread] = rest.isEmpty ? .ready : .running(rest, until: milliseconds + Int.random(in: 0...10, using: &random))
    } else {
      threads[thread] = .ready
      wake(state.lost(thread, running.map { lose($0.job, attempt: $0.attempt) }, now: now))
    }
  }

  private mutating func lose(_ job: Int, attempt: Int) -> PoolState<Int>.Ending {
    guard attempt == 1 else {
      end(job)
      return .refused(.unavailable)
    }
    jobs[job].isInWork = false
    let deadline = epoch + .milliseconds(jobs[job].deadline)
    return .rerun(PoolState<Int>.Entry(job: job, taker: jobs[job].taker, deadline: deadline, leavesAt: deadline, attempt: 2))
  }

  // MARK: bookkeeping

  private mutating func sleep(_ thread: Int, _ until: ContinuousClock.Instant?) {
    threads[thread] = .asleep(until: until.map { Int((($0 - epoch) / .milliseconds(1)).rounded(.up)) })
  }

  /// Like a condition variable: who is not asleep does not hear it.
  private mutating func wake(_ wakes: [PoolState<Int>.Wake]) {
    for wake in wakes {
      let thread = switch wake {
      case .worker(let slot): slot
      case .sweeper: sweeper
      }
      if case .asleep = threads[thread] { threads[thread] = .ready }
    }
  }

  /// A running job answers by itself, whenever it ends; a waiting one must hear by its deadline, or by the end of an attempt to run.
  private mutating func answer(_ job: Int) {
    if jobs[job].deadline < milliseconds, jobs[job].runs == 0 { complaints.append("job \(job) was refused late") }
    end(job)
  }

  private mutating func end(_ job: Int) {
    if jobs[job].isAnswered { complaints.append("job \(job) was answered twice") }
    jobs[job].isAnswered = true
    jobs[job].isInWork = false
  }
}

/// A generator that gives the same numbers for the same seed: https://prng.di.unimi.it/splitmix64.c
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
