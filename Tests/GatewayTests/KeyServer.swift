import Cryptography
import Foundation
import Hummingbird
import Logging
import Synchronization
import Testing

@testable import Gateway

/// Publishes a JSON Web Key Set on a loopback port, well or badly, until the process ends: a server that is told to stop while
/// somebody connects drops that connection in a state that swift-nio takes for a fault.
final class KeyServer: Sendable {
  enum Behaviour: Sendable {
    case publishes(String)
    case fails(HTTPResponse.Status)
    /// Takes the request and never answers.
    case hangs
    case redirects(to: String)
  }

  let url: URL
  private let state: State

  private final class State: Sendable {
    let behaviour: Mutex<Behaviour>
    let requests = Mutex(0)

    init(_ behaviour: Behaviour) { self.behaviour = Mutex(behaviour) }
  }

  init(_ behaviour: Behaviour) async throws {
    let state = State(behaviour)
    let router = Router()
    router.get("jwks.json") { _, _ in try await Self.answer(state) }
    router.get("elsewhere.json") { _, _ in try await Self.answer(state) }
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: Logger(label: "keys") { _ in SwiftLogNoOpLogHandler() })
    self.state = state
    Task.detached(priority: .high) { try await application.run() }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    url = try #require(URL(string: "http://127.0.0.1:\(port)/jwks.json"))
  }

  /// How often it was asked.
  var requests: Int { state.requests.withLock { $0 } }

  func become(_ behaviour: Behaviour) { state.behaviour.withLock { $0 = behaviour } }

  private static func answer(_ state: State) async throws -> Hummingbird.Response {
    state.requests.withLock { $0 += 1 }
    switch state.behaviour.withLock({ $0 }) {
    case .publishes(let text): return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    case .fails(let status): return Response(status: status)
    case .hangs:
      try await Task.sleep(for: .seconds(60))
      return Response(status: .ok)
    case .redirects(let target): return Response(status: .found, headers: [.location: target])
    }
  }
}

/// Keys for tests, made once.
enum TestKeys {
  static let first = Result { try RSAPrivateKey.generate() }
  static let second = Result { try RSAPrivateKey.generate() }

  /// A key set of these keys under these names.
  static func json(_ keys: [(name: String, key: Result<RSAPrivateKey, any Error>)]) throws -> String {
    let entries = try keys.map { name, key in
      let (modulus, exponent) = try key.get().publicParts()
      return #"{"kty":"RSA","kid":"\#(name)","n":"\#(Base64URL.encode(modulus))","e":"\#(Base64URL.encode(exponent))"}"#
    }
    return #"{"keys":[\#(entries.joined(separator: ","))]}"#
  }
}
