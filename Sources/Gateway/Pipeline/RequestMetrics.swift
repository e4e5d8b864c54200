import CoreMetrics

/// What is counted and timed about requests.
struct RequestMetrics: Sendable {
  /// Cells that the gateway had to null because the database had not; each one is a fault.
  let accessAlarms = Counter(label: "heirloom_access_alarms_total")
  private let time = Timer(label: "heirloom_request_seconds")
  private let calls = Counter(label: "heirloom_procedure_calls_total")
  private let flushes = Counter(label: "heirloom_flushes_total")
  private let answered = Counter(label: "heirloom_requests_total", dimensions: [("outcome", "answered")])
  private let refused = Counter(label: "heirloom_requests_total", dimensions: [("outcome", "refused")])
  private let failed = Counter(label: "heirloom_requests_total", dimensions: [("outcome", "failed")])

  func record(calls callCount: Int, flushes flushCount: Int) {
    calls.increment(by: callCount)
    flushes.increment(by: flushCount)
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
