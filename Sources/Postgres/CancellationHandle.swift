/// Stops one request's use of the database from another thread; once cancelled, it stays so.
///
/// The connection the request runs on is given up: a cancel that arrives late must never hit the next request on it.
public final class CancellationHandle: Sendable {
  private struct State: Sendable {
    var isCancelled = false
    var waiting: WakeDescriptor?
  }

  private let state = Monitor(State())

  public init() {}

  public var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Returns at once; whoever waits in a flush under this handle gets `ConnectionError.cancelled`.
  public func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.waiting?.wake()
    }
  }

  /// Names who is to be woken; false when already cancelled.
  func arm(_ descriptor: WakeDescriptor) -> Bool {
    state.withLock { state in
      guard !state.isCancelled else { return false }
      state.waiting = descriptor
      return true
    }
  }

  /// False when cancelled since `arm`: the descriptor has been woken.
  func disarm() -> Bool {
    state.withLock { state in
      state.waiting = nil
      return !state.isCancelled
    }
  }
}
