import CoreMetrics

/// What is counted and timed about requests.
struct RequestMetrics: Sendable {
  /// Values that the gateway had to null because the database had not; each one is a fault.
  let accessAlarms: Counter
  private let time: Timer
  private let calls: Counter
  private let flushes: Counter
  /// Flushes sent behind those of other requests, on the same connection.
  private let joined: Counter
  private let byLevels: Counter
  private let atOnce: Counter
  private let answered: Counter
  private let refused: Counter
  private let failed: Counter

  init(_ figures: Figures) {
    func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
      Counter(label: label, dimensions: dimensions, factory: figures)
    }
    accessAlarms = counter("heirloom_access_alarms_total")
    time = Timer(label: "heirloom_request_seconds", factory: figures)
    calls = counter("heirloom_procedure_calls_total")
    flushes = counter("heirloom_flushes_total")
    joined = counter("heirloom_joined_flushes_total")
    byLevels = counter("heirloom_flights_total", [("flight", Flight.levels.rawValue)])
    atOnce = counter("heirloom_flights_total", [("flight", Flight.one.rawValue)])
    answered = counter("heirloom_requests_total", [("outcome", "answered")])
    refused = counter("heirloom_requests_total", [("outcome", "refused")])
    failed = counter("heirloom_requests_total", [("outcome", "failed")])
  }

  func record(_ port: SnapshotPort) {
    calls.increment(by: port.callCount)
    flushes.increment(by: port.flushCount)
    if port.hasJoined { joined.increment() }
    guard port.callCount > 0 else { return }
    (port.flight == .one ? atOnce : byLevels).increment()
  }

  func record(status: Int, time elapsed: Duration) {
    time.recordNanoseconds(Int64(elapsed / .nanoseconds(1)))
    switch status {
    case ..<400: answered.increment()
    case ..<500: refused.increment()
    default: failed.increment()
    }
  }
}
