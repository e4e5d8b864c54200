/// How many workers, how long a queue, and how eagerly to reconnect.
public struct PoolSettings: Sendable, Hashable {
  /// Jobs of one taker that may be in work at once, each on its thread and connection; 2 to 4 a core pay.
  public var workers: Int
  /// Further threads and connections, for takers with no job in work.
  public var spares: Int
  /// Workers whose connections are shared before a job waits to join one of them instead of having another woken; one a core pays.
  public var sharers: Int
  /// Processors of the machine: how many jobs at least are in work while jobs are refused, unless nobody comes to refuse them.
  public var processors: Int
  /// Jobs that may wait for a worker; where that is reached, a line much longer than others gives way to them.
  public var queueMax: Int
  /// How long a job may wait for a worker; one that would wait longer is refused at once.
  public var waitMax: Duration
  /// How long a flush may be expected to keep a connection that it shares with others.
  public var briefMax: Duration
  /// Wait after the first failed attempt to connect; it doubles with each further one.
  public var reconnectDelayMin: Duration
  public var reconnectDelayMax: Duration
  /// While no connection is open at all, some worker tries again at least this often, whatever its own delay.
  public var probeDelayMax: Duration

  public init(
    workers: Int = 4, spares: Int = 0, sharers: Int = .max, processors: Int = 1, queueMax: Int = 512,
    waitMax: Duration = .seconds(2), briefMax: Duration = .milliseconds(4),
    reconnectDelayMin: Duration = .milliseconds(50), reconnectDelayMax: Duration = .seconds(32), probeDelayMax: Duration = .seconds(1)
  ) {
    self.workers = max(1, workers)
    self.spares = max(0, spares)
    self.sharers = max(1, sharers)
    self.processors = max(1, processors)
    self.queueMax = max(1, queueMax)
    self.waitMax = waitMax
    self.briefMax = briefMax
    self.reconnectDelayMin = reconnectDelayMin
    self.reconnectDelayMax = reconnectDelayMax
    self.probeDelayMax = probeDelayMax
  }

  /// Workers in all.
  var threads: Int { workers + spares }
}

/// Why a job never ran, or ran and could not be finished.
public enum Refusal: Error, Sendable, Hashable, CaseIterable {
  /// The queue is full, or the wait too long: try again later.
  case full
  /// No connection to the database.
  case unavailable
  /// Its deadline passed before it ran.
  case expired
  /// Its cancellation came before it ran.
  case cancelled
  case shuttingDown
}

/// What the pool did since it started, and where it stands.
public struct PoolCounters: Sendable, Hashable {
  public var connectionsOpen = 0
  public var connectionsBusy = 0
  public var queued = 0
  public var completed = 0
  /// Jobs run a second time on a fresh connection.
  public var retried = 0
  public var connects = 0
  public var connectFailures = 0
  /// Connections given up: broken, timed out or cancelled.
  public var connectionsLost = 0
  public var refused: [Refusal: Int] = [:]

  public init() {}
}
