import Cryptography
import GraphQLExecution

/// The RSA keys of a JSON Web Key Set (RFC 7517) that may sign access tokens, by `kid`.
struct KeySet: Sendable {
  private let keys: [String: RSAPublicKey]

  /// Reads a key set; nil when it is no key set or has no usable key, so that it never replaces a good one.
  ///
  /// Usable are keys with `kty` RSA, a `kid`, and neither another `use` than `sig` nor another `alg` than RS256.
  init?(json: [UInt8]) {
    guard let tape = try? JSONReader.read(json, nestingMax: 16), let list = tape.member("keys", of: tape.root) else { return nil }
    var keys: [String: RSAPublicKey] = [:]
    for node in tape.elements(of: list) {
      guard let (name, key) = Self.key(tape, node) else { continue }
      keys[name] = key
    }
    guard !keys.isEmpty else { return nil }
    self.keys = keys
  }

  func key(named name: String) -> RSAPublicKey? { keys[name] }

  private static func key(_ tape: JSONTape, _ node: Int) -> (String, RSAPublicKey)? {
    func text(_ name: String) -> String? { tape.member(name, of: node).map { tape.string($0) } }
    guard text("kty") == "RSA", let name = text("kid"), !name.isEmpty, text("use") ?? "sig" == "sig",
      text("alg") ?? "RS256" == "RS256",
      let modulus = text("n").flatMap({ Base64URL.decode($0.utf8) }),
      let exponent = text("e").flatMap({ Base64URL.decode($0.utf8) }),
      let key = try? RSAPublicKey(modulus: modulus, exponent: exponent)
    else { return nil }
    return (name, key)
  }
}
