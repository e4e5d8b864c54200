import Cryptography
import Foundation
import GraphQLExecution
import HTTPTypes
import Synchronization

/// Finds out who asks, from a request's headers.
final class Authenticator: Sendable {
  private struct Verified {
    let identity: Identity
    let expiresAt: Int64
  }

  private static let verifiedTokensMax = 10_000

  private let verifier: AccessTokenVerifier
  private let keys: KeySource
  private let verified = Mutex<[[UInt8]: Verified]>([:])

  init(policy: TokenPolicy, keys: KeySource) {
    verifier = AccessTokenVerifier(policy: policy)
    self.keys = keys
  }

  /// The caller, or nil for an anonymous request. A token that is there must be good.
  func caller(of headers: HTTPFields) throws(RequestRefusal) -> Caller? {
    if let key = try apiKey(headers) { return .program(key) }
    let authorizations = headers[values: .authorization]
    guard authorizations.count <= 1 else {
      throw RequestRefusal(.badRequest, "The header Authorization may be sent once only.")
    }
    guard let authorization = authorizations.first else { return nil }
    guard let token = Self.bearer(authorization), let identity = identity(token) else {
      throw RequestRefusal(.unauthenticated, ErrorCode.unauthenticated.message)
    }
    return .user(identity, persona: try Self.persona(headers))
  }

  /// The API key of a request; a request has a key or a token, not both.
  private func apiKey(_ headers: HTTPFields) throws(RequestRefusal) -> APIKey? {
    let values = headers[values: .apiKey]
    guard let value = values.first else { return nil }
    guard values.count == 1, headers[.authorization] == nil else {
      throw RequestRefusal(.badRequest, "Send one API key or one access token.")
    }
    guard headers[.heirloomPersona] == nil else {
      throw RequestRefusal(.personaNotYours, ErrorCode.personaNotYours.message)
    }
    let parts = value.split(separator: ".", maxSplits: 1)
    guard value.utf8.count <= APIKey.bytesMax, parts.count == 2, parts[0].hasPrefix("hk"),
      let tenant = Int32(parts[0].dropFirst(2).prefix { $0 != "-" })
    else { throw RequestRefusal(.unauthenticated, ErrorCode.unauthenticated.message) }
    return APIKey(tenant: tenant, prefix: String(parts[0]), digest: sha256(Array(parts[1].utf8)))
  }

  private static func bearer(_ authorization: String) -> [UInt8]? {
    let parts = authorization.utf8.split(separator: UInt8(ascii: " "))
    guard parts.count == 2, String(Substring(parts[0])).lowercased() == "bearer" else { return nil }
    return Array(parts[1])
  }

  private func identity(_ token: [UInt8]) -> Identity? {
    guard token.count <= AccessTokenVerifier.tokenBytesMax else { return nil }
    let now = Int64(Date().timeIntervalSince1970)
    let digest = sha256(token)
    if let known = verified.withLock({ $0[digest] }), known.expiresAt > now { return known.identity }
    guard let (identity, expiresAt) = verify(token, now) else { return nil }
    verified.withLock { verified in
      if verified.count >= Self.verifiedTokensMax { verified.removeAll() }
      verified[digest] = Verified(identity: identity, expiresAt: expiresAt)
    }
    return identity
  }

  /// A key that is not known yet may have been added since the keys were read.
  private func verify(_ token: [UInt8], _ now: Int64) -> (identity: Identity, expiresAt: Int64)? {
    do throws(TokenRefusal) {
      return try verifier.verify(token, keys: keys.current, now: now)
    } catch {
      guard error == .unknownKey, keys.refresh(now: .now) else { return nil }
      return try? verifier.verify(token, keys: keys.current, now: now)
    }
  }

  /// The key of the persona to act as: a bare key or a global id of type Persona.
  private static func persona(_ headers: HTTPFields) throws(RequestRefusal) -> String? {
    let values = headers[values: .heirloomPersona]
    guard let value = values.first else { return nil }
    let key = GlobalID.decode(value).flatMap { $0.type == "Persona" ? $0.key : nil } ?? value
    guard values.count == 1, UUID(uuidString: key) != nil else {
      throw RequestRefusal(.personaNotYours, ErrorCode.personaNotYours.message)
    }
    return key.lowercased()
  }
}
