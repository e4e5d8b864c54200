import CoreMetrics
import Synchronization

/// What a gateway counts and times, kept in memory for whoever watches it.
final class Figures: MetricsFactory {
  private struct Name: Hashable {
    let label: String
    /// As they are printed: `{outcome="failed"}`.
    let dimensions: String

    init(_ label: String, _ dimensions: [(String, String)]) {
      self.label = label
      let printed = dimensions.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
      self.dimensions = printed.isEmpty ? "" : "{\(printed)}"
    }
  }

  private struct State {
    var counts: [Name: Count] = [:]
    var times: [Name: Time] = [:]
  }

  private let state = Mutex(State())

  /// All figures in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/), by name.
  var text: String {
    let (counts, times) = state.withLock { ($0.counts, $0.times) }
    var lines: [String] = []
    for (label, group) in Dictionary(grouping: counts, by: \.key.label) {
      let values = group.map { "\(label)\($0.key.dimensions) \($0.value.total.load(ordering: .relaxed))" }
      lines.append((["# TYPE \(label) counter"] + values.sorted()).joined(separator: "\n"))
    }
    for (name, time) in times {
      let seconds = Double(time.nanoseconds.load(ordering: .relaxed)) / 1e9
      let count = time.count.load(ordering: .relaxed)
      lines.append(
        "# TYPE \(name.label) summary\n\(name.label)_sum\(name.dimensions) \(seconds)\n\(name.label)_count\(name.dimensions) \(count)")
    }
    return lines.sorted().map { $0 + "\n" }.joined()
  }

  // MARK: MetricsFactory

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    state.withLock { state in
      let count = state.counts[Name(label, dimensions)] ?? Count()
      state.counts[Name(label, dimensions)] = count
      return count
    }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    state.withLock { state in
      let time = state.times[Name(label, dimensions)] ?? Time()
      state.times[Name(label, dimensions)] = time
      return time
    }
  }

  /// Nothing here is recorded otherwise than counted or timed.
  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    NOOPMetricsHandler.instance
  }

  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
}

private final class Count: CounterHandler {
  let total = Atomic<Int64>(0)

  func increment(by amount: Int64) { total.wrappingAdd(amount, ordering: .relaxed) }
  func reset() { total.store(0, ordering: .relaxed) }
}

private final class Time: TimerHandler {
  let nanoseconds = Atomic<Int64>(0)
  let count = Atomic<Int64>(0)

  func recordNanoseconds(_ duration: Int64) {
    nanoseconds.wrappingAdd(duration, ordering: .relaxed)
    count.wrappingAdd(1, ordering: .relaxed)
  }
}
