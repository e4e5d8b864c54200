import Glibc

/// The share of their time that threads are ready to run and wait for a processor.
struct ProcessorWait: Sendable {
  private var threads: [(clock: WaitClock, before: Duration)] = []
  private var latest: ContinuousClock.Instant?

  mutating func watch(_ clock: WaitClock) {
    threads.append((clock, clock.time ?? .zero))
  }

  /// Since it was last asked, of the thread that waited longest; nil the first time, and without threads to watch.
  mutating func share(now: ContinuousClock.Instant) -> Double? {
    guard !threads.isEmpty else { return nil }
    var longest = Duration.zero
    for place in threads.indices {
      guard let time = threads[place].clock.time else { continue }
      longest = max(longest, time - threads[place].before)
      threads[place].before = time
    }
    defer { latest = now }
    return latest.flatMap { $0 < now ? longest / (now - $0) : nil }
  }
}

/// What the kernel counts of one thread: how long it was ready and did not run.
///
/// https://docs.kernel.org/scheduler/sched-stats.html
final class WaitClock: Sendable {
  private let file: Int32

  /// The calling thread's; nil where the kernel does not count.
  init?() {
    file = unsafe open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)
    if file < 0 { return nil }
  }

  deinit {
    close(file)
  }

  /// Nil when the thread has ended.
  var time: Duration? {
    var text = [UInt8](repeating: 0, count: 64)
    let count = unsafe pread(file, &text, text.count, 0)
    guard count > 0 else { return nil }
    let numbers = text.prefix(count).split(separator: UInt8(ascii: " "))
    guard numbers.count > 1, let nanoseconds = Int64(String(decoding: numbers[1], as: UTF8.self)) else { return nil }
    return .nanoseconds(nanoseconds)
  }
}
