import Cryptography

/// An API key as a request presents it: `prefix.secret`.
///
/// The prefix is `hk`, the tenant's number, `-` and a name, and may be known to anybody. The secret is 24 random bytes in
/// base64url and six characters of a checksum over prefix and bytes, so that most mistakes are found without asking the
/// database. Only the SHA-256 of the secret is stored.
public struct APIKey: Sendable, Hashable {
  static let bytesMax = 256
  private static let secretBytes = 24
  private static let checksumLength = 6

  public let tenant: Int32
  public let prefix: String
  /// SHA-256 of the secret.
  public let digest: [UInt8]

  /// Nil when the text cannot be a key.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard text.utf8.count <= Self.bytesMax, parts.count == 2, parts[0].hasPrefix("hk"),
      let tenant = Int32(parts[0].dropFirst(2).prefix { $0 != "-" }), parts[1].utf8.count > Self.checksumLength,
      parts[1].suffix(Self.checksumLength) == Self.checksum(parts[0], parts[1].dropLast(Self.checksumLength))
    else { return nil }
    self.init(tenant: tenant, prefix: String(parts[0]), secret: String(parts[1]))
  }

  private init(tenant: Int32, prefix: String, secret: String) {
    self.tenant = tenant
    self.prefix = prefix
    digest = sha256(Array(secret.utf8))
  }

  /// A new key, and the text that a program presents; nothing can give that text again.
  public static func make(tenant: Int32) throws -> (key: APIKey, text: String) {
    let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
    let name = String(try randomBytes(12).map { letters[Int($0 & 31)] })
    let prefix = "hk\(tenant)-\(name)"
    let random = Base64URL.encode(try randomBytes(secretBytes))
    let secret = random + checksum(prefix[...], random[...])
    return (APIKey(tenant: tenant, prefix: prefix, secret: secret), "\(prefix).\(secret)")
  }

  private static func checksum(_ prefix: Substring, _ random: Substring) -> String {
    String(Base64URL.encode(sha256(Array("\(prefix).\(random)".utf8))).prefix(checksumLength))
  }
}
