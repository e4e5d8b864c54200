/// The jobs in work on one connection: they begin one after the other and end in the same order.
///
/// A job whose one flush is on its way leaves the connection to others until it is answered. What many ask for is then sent and read
/// without waiting in between, and neither side sleeps and wakes for each. Since who is behind waits for those before, only
/// flushes that are expected to be brief share a connection, and few of them.
struct SharedConnection {
  typealias Entry = PoolState<Job>.Entry
  typealias Ending = PoolState<Job>.Ending

  /// Jobs in work on one connection.
  static let jobsMax = 8

  private enum Work {
    case ended(Job.Ending)
    case refused(Refusal)
    case begun(Job.Rest)
  }

  private let connection: Connection
  private var jobs: [(entry: Entry, work: Work)] = []
  /// Whether all that began is on its way, or ended without leaving a transaction open.
  private(set) var isShared = true

  init(_ connection: Connection) { self.connection = connection }

  var isEmpty: Bool { jobs.isEmpty }

  /// Whether another job may begin now.
  var mayGrow: Bool { isShared && jobs.count < Self.jobsMax && connection.isUsable }

  mutating func begin(_ entry: Entry) {
    if let cancellation = entry.job.cancellation, cancellation.isCancelled {
      entry.job.refuse(.cancelled)
      jobs.append((entry, .refused(.cancelled)))
      return
    }
    connection.cancellation = entry.job.cancellation
    defer { connection.cancellation = nil }
    switch entry.job.run(connection, entry.attempt) {
    case .ended(let ending):
      jobs.append((entry, .ended(ending)))
      isShared = isShared && !connection.isInTransaction
    case .begun(let rest):
      jobs.append((entry, .begun(rest)))
      isShared = rest.isStarted
    }
  }

  /// Waits a while for the answers to all that is on its way: answering many in a row takes less than each as it comes.
  /// - Returns: Whether they have come, or never will.
  func readAhead(waiting time: Duration) -> Bool { (try? connection.readAhead(within: time * jobs.count)) ?? true }

  /// How the job that began first ended; nil when there is none.
  mutating func finishOldest() -> Ending? {
    guard !jobs.isEmpty else { return nil }
    let (entry, work) = jobs.removeFirst()
    switch work {
    case .refused(let refusal): return .refused(refusal)
    case .ended(let ending): return self.ending(of: entry, ending)
    case .begun(let rest):
      connection.cancellation = entry.job.cancellation
      defer { connection.cancellation = nil }
      return self.ending(of: entry, rest.finish())
    }
  }

  private func ending(of entry: Entry, _ ending: Job.Ending) -> Ending {
    guard ending == .retry else { return .answered }
    guard entry.attempt == 1 else {
      entry.job.refuse(.unavailable)
      return .refused(.unavailable)
    }
    var again = entry
    again.attempt = 2
    return .rerun(again)
  }
}
