import Foundation
import FoundationNetworking
import Synchronization

/// The keys that sign access tokens, from a file or a URL, read at start and again when a token names an unknown key.
///
/// It reads again at most once in ten seconds, one reader at a time, and keeps the keys it has when that fails.
final class KeySource: Sendable {
  private struct State {
    var keys: KeySet
    var lastRead: ContinuousClock.Instant
  }

  static let refreshInterval = Duration.seconds(10)
  static let bytesMax = 1 << 20

  private let location: String
  private let state: Mutex<State>

  /// - Parameter location: A path, or a URL that begins with `http://` or `https://`.
  init(location: String) throws(CheckFailure) {
    self.location = location
    guard let keys = Self.read(location) else {
      throw CheckFailure(["identity.jwks: no usable RS256 key can be read from \(location)"])
    }
    state = Mutex(State(keys: keys, lastRead: .now))
  }

  var current: KeySet { state.withLock { $0.keys } }

  /// Reads the keys again unless that was done lately; whether they were replaced.
  func refresh(now: ContinuousClock.Instant) -> Bool {
    let isDue = state.withLock { state in
      guard now - state.lastRead >= Self.refreshInterval else { return false }
      state.lastRead = now
      return true
    }
    guard isDue, let keys = Self.read(location) else { return false }
    state.withLock { $0.keys = keys }
    return true
  }

  private static func read(_ location: String) -> KeySet? {
    guard location.hasPrefix("http://") || location.hasPrefix("https://") else {
      return FileManager.default.contents(atPath: location).flatMap { KeySet(json: Array($0)) }
    }
    guard let url = URL(string: location) else { return nil }
    return fetch(url).flatMap { KeySet(json: Array($0)) }
  }

  private static func fetch(_ url: URL) -> Data? {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 3
    configuration.timeoutIntervalForResource = 3
    let session = URLSession(configuration: configuration)
    defer { session.invalidateAndCancel() }
    let answer = Mutex<Data?>(nil)
    let done = DispatchSemaphore(value: 0)
    let task = session.dataTask(with: url) { data, response, _ in
      if (response as? HTTPURLResponse)?.statusCode == 200, let data, data.count <= bytesMax {
        answer.withLock { $0 = data }
      }
      done.signal()
    }
    task.resume()
    done.wait()
    return answer.withLock { $0 }
  }
}
