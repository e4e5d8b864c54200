import Foundation
import Synchronization

/// The keys that sign access tokens, kept up to date from a file or a URL.
///
/// They are read again every half minute, and when a token names a key that is not known, then at most once in ten
/// seconds. One reading runs at a time, on no worker's thread. What cannot be read, or holds no usable key, never
/// replaces keys that are there; those are believed for a day without news.
final class KeySource: Sendable {
  private struct State {
    var keys: KeySet?
    /// Grows when other keys take the place of the old.
    var generation = 0
    var readAt: ContinuousClock.Instant?
    var succeededAt: ContinuousClock.Instant?
    var isReading = false
    var waiting: [@Sendable () -> Void] = []

    /// Whether a reading is to begin: none runs, and the last one began long enough ago.
    mutating func beginReading(_ now: ContinuousClock.Instant, ifOlderThan interval: Duration) -> Bool {
      guard !isReading else { return false }
      if let readAt, now - readAt < interval { return false }
      isReading = true
      readAt = now
      return true
    }
  }

  static let pollInterval = Duration.seconds(30)
  static let pollIntervalWithoutKeys = Duration.seconds(2)
  static let unknownKeyInterval = Duration.seconds(10)
  static let believedFor = Duration.seconds(86_400)
  /// Requests that may wait for one reading.
  static let waitingMax = 1_000

  private let location: KeyLocation
  private let fetchTimeout: Double
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())
  private let polling = Mutex<Task<Void, Never>?>(nil)

  /// Reads the keys once. A file must have some; a URL may come to have them later.
  /// - Parameter fetchTimeout: Seconds a download may take.
  init(
    location: KeyLocation, fetchTimeout: Double = 3, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) throws(CheckFailure) {
    self.location = location
    self.fetchTimeout = fetchTimeout
    self.now = now
    finishReading(location.read(timeout: fetchTimeout))
    if case .file(let path) = location, current == nil {
      throw CheckFailure(["identity.jwks: no usable RS256 key can be read from \(path)"])
    }
  }

  deinit { polling.withLock { $0?.cancel() } }

  /// The keys to believe now, with their generation; nil when there are none.
  var current: (keys: KeySet, generation: Int)? {
    let now = now()
    return state.withLock { state in
      guard let keys = state.keys, let success = state.succeededAt, now - success < Self.believedFor else { return nil }
      return (keys, state.generation)
    }
  }

  /// Reads the keys whenever they are due, until the source is released.
  func startPolling() {
    let task = Task { [weak self] in
      while !Task.isCancelled, let source = self {
        source.poll()
        _ = try? await Task.sleep(for: .seconds(1))
      }
    }
    polling.withLock { $0 = task }
  }

  /// Reads the keys in the background if the last reading is long ago.
  func poll() {
    let now = now()
    let isDue = state.withLock { state in
      let interval = state.keys == nil ? Self.pollIntervalWithoutKeys : Self.pollInterval
      return state.beginReading(now, ifOlderThan: interval)
    }
    if isDue { readInBackground() }
  }

  /// Calls back once newer keys than those of `generation` may be there; false when that is not to be expected now.
  func whenNewer(than generation: Int, _ body: @escaping @Sendable () -> Void) -> Bool {
    enum Answer { case no, now, later(mustRead: Bool) }
    let now = now()
    let answer: Answer = state.withLock { state in
      if state.generation != generation { return .now }
      let mustRead = state.beginReading(now, ifOlderThan: Self.unknownKeyInterval)
      guard state.isReading, state.waiting.count < Self.waitingMax else { return .no }
      state.waiting.append(body)
      return .later(mustRead: mustRead)
    }
    switch answer {
    case .no: return false
    case .now: body()
    case .later(let mustRead): if mustRead { readInBackground() }
    }
    return true
  }

  private func readInBackground() {
    DispatchQueue.global().async { self.finishReading(self.location.read(timeout: self.fetchTimeout)) }
  }

  private func finishReading(_ keys: KeySet?) {
    let now = now()
    let waiting = state.withLock { state in
      state.isReading = false
      state.readAt = now
      if let keys {
        state.succeededAt = now
        if state.keys?.fingerprint != keys.fingerprint { state.generation += 1 }
        state.keys = keys
      }
      defer { state.waiting = [] }
      return state.waiting
    }
    for body in waiting { body() }
  }
}
