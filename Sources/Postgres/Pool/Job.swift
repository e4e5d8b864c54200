/// One use of the database, run on a worker thread from beginning to end.
///
/// Of an accepted job either `run` answers whoever asked, or `refuse` is called, once.
public struct Job: Sendable {
  public enum Ending: Sendable, Hashable {
    /// Whoever asked has been answered. A transaction left open is rolled back.
    case finished
    /// The connection broke and nothing was answered; safe to run again on a fresh one. Only the first attempt may say so.
    case retry
  }

  public enum Result {
    case ended(Ending)
    case begun(Rest)
  }

  /// What is left of a job after its beginning: called once, on the thread and with the connection that it began with.
  ///
  /// Between the two the connection may be used for the beginnings and the rests of other jobs, in the order in which they began.
  public struct Rest {
    /// Whether the beginning started a flush, expected to be brief; otherwise the rest is to have the connection for itself.
    public var isStarted: Bool
    public var finish: () -> Ending

    public init(isStarted: Bool, finish: @escaping () -> Ending) {
      self.isStarted = isStarted
      self.finish = finish
    }
  }

  /// Whose it is: jobs of one taker wait behind each other, and the takers take turns.
  public var taker: Int32
  public var deadline: ContinuousClock.Instant
  public var cancellation: CancellationHandle?
  /// The connection is the job's until it returns; `attempt` is 1 or 2.
  public var run: @Sendable (_ connection: Connection, _ attempt: Int) -> Result
  /// Called on whichever thread finds out, also on the submitting one: it must not block.
  public var refuse: @Sendable (Refusal) -> Void

  public init(
    taker: Int32 = 0, deadline: ContinuousClock.Instant, cancellation: CancellationHandle? = nil,
    run: @escaping @Sendable (_ connection: Connection, _ attempt: Int) -> Result,
    refuse: @escaping @Sendable (Refusal) -> Void
  ) {
    self.taker = taker
    self.deadline = deadline
    self.cancellation = cancellation
    self.run = run
    self.refuse = refuse
  }
}
