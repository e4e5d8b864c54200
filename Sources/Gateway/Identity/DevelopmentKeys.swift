import Cryptography
public import Foundation
import GraphQLExecution

/// The key pair that signs and verifies tokens in development, made at first use and kept in the state directory.
public struct DevelopmentKeys: Sendable {
  private let key: RSAPrivateKey
  /// The key's `kid`, different for different keys.
  private let name: String
  private let directory: String

  /// Reads the key, or makes it.
  public init(stateDirectory: String) throws {
    directory = stateDirectory
    let pem = try StateFile.contents("development-key.pem", in: directory) { Array(try RSAPrivateKey.generate(bits: 2048).pem().utf8) }
    key = try RSAPrivateKey(pem: String(decoding: pem, as: UTF8.self))
    name = "development-" + Base64URL.encode(Array(sha256(try key.publicParts().modulus).prefix(6)))
  }

  /// Writes the public half as a key set and returns its path.
  public func writeKeySet() throws -> String {
    let path = directory + "/development-jwks.json"
    let (modulus, exponent) = try key.publicParts()
    let numbers = #""n":"\#(Base64URL.encode(modulus))","e":"\#(Base64URL.encode(exponent))""#
    let json = #"{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"\#(name)",\#(numbers)}]}"#
    try Data(json.utf8).write(to: URL(filePath: path), options: .atomic)
    return path
  }

  /// An access token in the shape Amazon Cognito gives its own.
  public func token(
    subject: String, tenant: Int32, policy: TokenPolicy, lifetime: Duration, now: Date = Date()
  ) throws -> String {
    let issuedAt = Int64(now.timeIntervalSince1970)
    let header = #"{"kid":"\#(name)","alg":"RS256"}"#
    var claims = "{\"sub\":\(Self.quoted(subject)),\"iss\":\(Self.quoted(policy.issuer))"
    claims += ",\"client_id\":\(Self.quoted(policy.clients.sorted().first ?? ""))"
    claims += ",\"token_use\":\"access\",\"scope\":\"openid\",\"\(policy.tenantClaim)\":\"\(tenant)\""
    claims += ",\"username\":\(Self.quoted(subject)),\"jti\":\"\(UUID().uuidString.lowercased())\""
    claims += ",\"origin_jti\":\"\(UUID().uuidString.lowercased())\""
    claims += ",\"auth_time\":\(issuedAt),\"iat\":\(issuedAt),\"exp\":\(issuedAt + lifetime.components.seconds)}"
    let signed = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(claims.utf8))
    return signed + "." + Base64URL.encode(try key.signRS256(Array(signed.utf8)))
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
