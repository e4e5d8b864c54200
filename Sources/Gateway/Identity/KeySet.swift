import Cryptography
import GraphQLExecution

/// The RSA keys of a JSON Web Key Set (RFC 7517) that may sign access tokens, by `kid`.
struct KeySet: Sendable {
  private let keys: [String: RSAPublicKey]
  /// Equal for sets that hold the same keys under the same names.
  let fingerprint: [UInt8]

  /// Reads a key set; nil when it is no key set or has no usable key, so that it never replaces a good one.
  ///
  /// Usable are keys with `kty` RSA, a `kid` of their own, and neither another `use` than `sig` nor another `alg` than
  /// RS256.
  init?(json: [UInt8]) {
    guard let tape = try? JSONReader.read(json, nestingMax: 16), let list = tape.member("keys", of: tape.root) else { return nil }
    var found: [String: [Entry]] = [:]
    for node in tape.elements(of: list) {
      guard let entry = Entry(tape, node) else { continue }
      found[entry.name, default: []].append(entry)
    }
    let unambiguous = found.values.filter { $0.count == 1 }.flatMap { $0 }
    guard !unambiguous.isEmpty else { return nil }
    keys = Dictionary(uniqueKeysWithValues: unambiguous.map { ($0.name, $0.key) })
    fingerprint = sha256(Array(unambiguous.map(\.text).sorted().joined(separator: "\n").utf8))
  }

  func key(named name: String) -> RSAPublicKey? { keys[name] }

  private struct Entry {
    let name: String
    let key: RSAPublicKey
    let text: String

    init?(_ tape: JSONTape, _ node: Int) {
      func text(_ name: String) -> String? { tape.member(name, of: node).map { tape.string($0) } }
      guard text("kty") == "RSA", let name = text("kid"), !name.isEmpty, text("use") ?? "sig" == "sig",
        text("alg") ?? "RS256" == "RS256", let modulus = text("n"), let exponent = text("e"),
        let modulusBytes = Base64URL.decode(modulus.utf8), let exponentBytes = Base64URL.decode(exponent.utf8),
        let key = try? RSAPublicKey(modulus: modulusBytes, exponent: exponentBytes)
      else { return nil }
      self.name = name
      self.key = key
      self.text = "\(name) \(modulus) \(exponent)"
    }
  }
}
