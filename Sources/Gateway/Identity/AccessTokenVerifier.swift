import Cryptography
import GraphQLExecution

/// Verifies access tokens: JSON Web Tokens (RFC 7519) signed with RS256 by a known key, and nothing else.
///
/// The algorithm is never taken from the token, keys are never taken from it, and there is no default key.
struct AccessTokenVerifier: Sendable {
  static let tokenBytesMax = 8_192

  let policy: TokenPolicy

  /// What the token says, when it is to be believed at `now` (seconds since 1970).
  func verify(_ token: [UInt8], keys: KeySet, now: Int64) throws(TokenRefusal) -> AccessToken {
    guard token.count <= Self.tokenBytesMax else { throw .malformed }
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let header = object(parts[0]), let signature = Base64URL.decode(parts[2]) else {
      throw .malformed
    }
    try check(header: header)
    guard let name = string("kid", of: header), let key = keys.key(named: name) else { throw .unknownKey }
    let signed = token[..<(token.count - parts[2].count - 1)]
    guard key.verifyRS256(signature: signature, message: Array(signed)) else { throw .signature }
    guard let claims = object(parts[1]) else { throw .malformed }
    return try check(claims: claims, now: now)
  }

  private func check(header: JSONTape) throws(TokenRefusal) {
    guard string("alg", of: header) == "RS256" else { throw .algorithm }
    guard header.member("crit", of: header.root) == nil, header.member("b64", of: header.root) == nil else {
      throw .malformed
    }
  }

  private func check(claims: JSONTape, now: Int64) throws(TokenRefusal) -> AccessToken {
    guard string("iss", of: claims) == policy.issuer else { throw .issuer }
    guard string("token_use", of: claims) == "access" else { throw .use }
    guard let client = string("client_id", of: claims), policy.clients.contains(client) else { throw .client }
    guard let expiresAt = integer("exp", of: claims), expiresAt > now else { throw .expired }
    for name in ["nbf", "iat"] where claims.member(name, of: claims.root) != nil {
      guard let from = integer(name, of: claims), from <= now else { throw .notYetValid }
    }
    guard let subject = string("sub", of: claims), !subject.isEmpty, subject.utf8.count <= 128 else { throw .subject }
    guard let tenant = tenant(of: claims) else { throw .tenant }
    return AccessToken(
      identity: Identity(tenant: tenant, subject: subject), expiresAt: expiresAt, issuedAt: integer("iat", of: claims),
      id: string("jti", of: claims), signInID: string("origin_jti", of: claims))
  }

  /// The tenant's number, as a number or as the string that custom attributes are.
  private func tenant(of claims: JSONTape) -> Int32? {
    guard let node = claims.member(policy.tenantClaim, of: claims.root) else { return nil }
    switch claims.kind(node) {
    case .integer, .string: return Int32(claims.string(node)).flatMap { $0 > 0 ? $0 : nil }
    default: return nil
    }
  }

  private func object(_ part: ArraySlice<UInt8>) -> JSONTape? {
    guard let bytes = Base64URL.decode(part), let tape = try? JSONReader.read(bytes, nestingMax: 8),
      tape.kind(tape.root) == .object
    else { return nil }
    return tape
  }

  private func string(_ name: String, of tape: JSONTape) -> String? {
    guard let node = tape.member(name, of: tape.root) else { return nil }
    switch tape.kind(node) {
    case .string, .escapedString: return tape.string(node)
    default: return nil
    }
  }

  private func integer(_ name: String, of tape: JSONTape) -> Int64? {
    guard let node = tape.member(name, of: tape.root), tape.kind(node) == .integer else { return nil }
    return Int64(tape.string(node))
  }
}
