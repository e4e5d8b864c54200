/// Sends cancel requests from a thread of its own, one after another.
///
/// A request to a frozen server hangs until it thaws; then at most this one thread hangs, requests beyond the bound are dropped, and
/// the server notices the closed connections instead (`client_connection_check_interval`).
public final class Canceller: Sendable {
  private struct State: Sendable {
    var waiting: [CancelRequest] = []
    var isRunning = false
  }

  static let waitingMax = 64
  private let state = Monitor(State())

  public init() {}

  func submit(_ request: CancelRequest) {
    let mustStart = state.withLock { state in
      guard state.waiting.count < Self.waitingMax else { return false }
      state.waiting.append(request)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard mustStart else { return }
    if let thread = startThread({ [self] in sendAll() }) {
      thread.detach()
    } else {
      state.withLock { $0 = State() }
    }
  }

  private func sendAll() {
    while let request = next() { request.send() }
  }

  private func next() -> CancelRequest? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isRunning = false
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
