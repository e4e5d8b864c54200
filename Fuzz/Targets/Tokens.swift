import Cryptography
import Foundation
@testable import Gateway
import GraphQLExecution
import HTTPTypes

extension FuzzTarget {
  private struct Readers {
    let authenticator: Authenticator
    let verifier: AccessTokenVerifier
    let keys: KeySet
    let cursors: CursorSeal

    init() throws {
      let directory = FileManager.default.temporaryDirectory.path(percentEncoded: false) + "heirloom-fuzz-keys"
      let file = try DevelopmentKeys(stateDirectory: directory).writeKeySet()
      let policy = TokenPolicy(issuer: "i", clients: ["c"])
      let source = try KeySource(location: try KeyLocation(file))
      authenticator = Authenticator(policy: policy, keys: source)
      verifier = AccessTokenVerifier(policy: policy)
      guard let current = source.current else { throw CheckFailure(["no keys were read"]) }
      keys = current.keys
      cursors = try SealedCursors.seal(key: [UInt8](repeating: 7, count: 32))
    }
  }

  private static let readers: Readers = {
    do {
      return try Readers()
    } catch {
      broken("keys can be made: \(error)")
    }
  }()

  /// The input as a cursor, an id, a token, a set of keys and the values of headers.
  static func readTokens(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    if readers.cursors.open(text, "p") != nil { broken("nobody else seals cursors") }
    let position = input.prefix(64)
    guard readers.cursors.open(readers.cursors.seal(Array(position), "p"), "p") == Array(position) else {
      broken("a sealed cursor opens")
    }
    if let (type, key) = GlobalID.decode(text) {
      guard let again = GlobalID.decode(GlobalID.encode(type: type, key: key)), again == (type, key) else {
        broken("an id means the same when it is written again")
      }
    }
    if (try? readers.verifier.verify(input, keys: readers.keys, now: 0)) != nil { broken("nobody else signs tokens") }
    _ = KeySet(json: input)
    for name in [HTTPField.Name.authorization, .apiKey, .heirloomPersona] {
      for prefix in ["", "Bearer "] {
        guard HTTPField.isValidValue(prefix + text) else { continue }
        let request = HTTPRequest(
          method: .post, scheme: nil, authority: nil, path: "/graphql", headerFields: [name: prefix + text])
        if case .user = try? readers.authenticator.caller(of: RequestHead(request)) { broken("nobody is believed unseen") }
      }
    }
  }
}
