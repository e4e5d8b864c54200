import Foundation
import FoundationNetworking
import Synchronization

/// Where a JSON Web Key Set is published.
enum KeyLocation: Sendable {
  case file(path: String)
  case url(URL)

  static let bytesMax = 1 << 20

  /// - Parameter text: A path, or a URL that begins with `http://` or `https://`.
  init(_ text: String) throws(CheckFailure) {
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
      self = .file(path: text)
      return
    }
    guard let url = URL(string: text), url.host() != nil else { throw CheckFailure(["identity.jwks is no URL: \(text)"]) }
    self = .url(url)
  }

  /// The keys found there; nil when they cannot be read or none is usable.
  /// - Parameter timeout: In seconds, for the whole of a download.
  func read(timeout: Double) -> KeySet? {
    switch self {
    case .file(let path): FileManager.default.contents(atPath: path).flatMap { KeySet(json: Array($0)) }
    case .url(let url): Download.run(url, timeout).flatMap { KeySet(json: $0) }
    }
  }
}

/// One GET of a small document; given up when it grows beyond `KeyLocation.bytesMax`, redirects or lasts too long.
private final class Download: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isAccepted = false
    var result: [UInt8]?
  }

  private let state = Mutex(State())
  private let done = DispatchSemaphore(value: 0)

  static func run(_ url: URL, _ timeout: Double) -> [UInt8]? {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout
    configuration.timeoutIntervalForResource = timeout
    let download = Download()
    let session = URLSession(configuration: configuration, delegate: download, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    session.dataTask(with: url).resume()
    guard download.done.wait(timeout: .now() + timeout) == .success else { return nil }
    return download.state.withLock { $0.result }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let isAccepted =
      (response as? HTTPURLResponse)?.statusCode == 200 && response.expectedContentLength <= KeyLocation.bytesMax
    state.withLock { $0.isAccepted = isAccepted }
    completionHandler(isAccepted ? .allow : .cancel)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      state.bytes.append(contentsOf: data)
      return state.bytes.count > KeyLocation.bytesMax
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    state.withLock { state in
      if error == nil, state.isAccepted { state.result = state.bytes }
    }
    done.signal()
  }
}
